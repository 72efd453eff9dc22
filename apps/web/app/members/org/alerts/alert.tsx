import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/alert';
import { mutate, notFound, query } from '../../../api/api.server';
import { AcknowledgeDocument, MemberAdvisoryDocument, WhyWeGotItDocument } from '../../../api/gql/graphql';
import type { AcknowledgementStatus } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { textIn } from '../../../forms/form.server';
import { LOCALE_FACTS } from '../../../i18n/locale';
import { choose } from '../../../i18n/localised';
import { useLocale } from '../../../i18n/use-locale';
import { AdvisoryContent } from '../../../ui/advisory/advisory-content';
import { TlpBar } from '../../../ui/advisory/tlp-bar';
import { doneIn } from '../../frame/done';
import { MemberPage } from '../../frame/member-page';
import { localeOf } from '../../../i18n/locale-of-request';
import { refuseInWords } from '../../frame/words.server';
import { AcknowledgeForm, ACKNOWLEDGEMENTS } from './acknowledge-form';
import { RevisionList } from './revision-list';
import { WhyWeGotIt } from './why-we-got-it';

/** The whole advisory, as this reader may see it. One that is hidden from them is answered like one that is not there. */
export async function loader({ request, params: { trackingId } }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const { advisory } = await query(request, MemberAdvisoryDocument, { trackingId, language: LOCALE_FACTS[localeOf(request)].language });
  if (advisory === null) notFound();
  const { deliveries } = await query(request, WhyWeGotItDocument, { advisoryId: advisory.id });
  return { viewer, advisory, deliveries: deliveries.nodes, done: doneIn(request) };
}

export async function action({ request, params: { trackingId } }: Route.ActionArgs) {
  const form = await request.formData();
  const status = ACKNOWLEDGEMENTS.find((each) => each === textIn(form, 'status')) ?? ('' as AcknowledgementStatus);
  const { refusal } = await mutate(request, AcknowledgeDocument, { input: { trackingId, status } });
  if (refusal?.code === 'NOT_FOUND') notFound();
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { status: 'status' });
  return redirect(`/org/alerts/${encodeURIComponent(trackingId)}?done=acknowledged`);
}

export default function Alert({ loaderData: { viewer, advisory, deliveries, done }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.alerts');
  const title = choose(advisory.title, useLocale());
  return (
    <MemberPage
      viewer={viewer}
      current="alerts"
      title={title.text}
      titleLang={title.lang}
      crumbs={[{ text: t('title'), href: '/org/alerts' }]}
      errors={actionData?.errors}
      done={done}
    >
      <TlpBar label={advisory.labelText} restrictions={advisory.text?.restrictions} />
      <AdvisoryContent advisory={advisory} indicatorsHref={`/org/alerts/${advisory.trackingId}/indicators.csv`} />
      <RevisionList trackingId={advisory.trackingId} history={advisory.history} />
      <WhyWeGotIt deliveries={deliveries} />
      {viewer.organisation === null ? null : <AcknowledgeForm advisory={advisory} errors={actionData?.errors} />}
      <TlpBar label={advisory.labelText} restrictions={advisory.text?.restrictions} />
    </MemberPage>
  );
}
