import { Link, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/overview';
import { mutate } from '../../../api/api.server';
import { CommentOnAdvisoryDocument, SubmitDraftDocument } from '../../../api/gql/graphql';
import { textIn } from '../../../forms/form.server';
import { refuseInWords } from '../../../forms/refuse-in-words.server';
import { TIME_ZONE } from '../../../i18n/texts';
import { Instant, instantText } from '../../../i18n/times';
import { useLocale } from '../../../i18n/use-locale';
import { ConsolePage } from '../../../ui/console/console-page';
import { useLive } from '../../../ui/console/use-live';
import { Facts } from '../../../ui/static/parts';
import { useAdvisory } from '../advisory';
import type { ConsoleAdvisory } from '../advisory';
import { Comments } from '../comments';
import { ReturnReason } from '../return-reason';
import { Blockers } from '../edit/rail';
import { StateTag } from '../state-tag';
import { ReadersPages, Source, SubmitForm } from './overview-parts';
import { COMMENT_READERS } from '../vocabulary';

/** A comment may be sent from every page about the advisory; it leads back to where it was written. */
export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  if (textIn(form, 'do') === 'submit') return submit(request, params.id, form);
  const block = textIn(form, 'block');
  const field = textIn(form, 'field');
  const readers = COMMENT_READERS.find((each) => each === textIn(form, `${field}-readers`)) ?? 'DESKS';
  const input = { trackingId: params.id, body: textIn(form, field), readers, ...(block === '' ? {} : { block }) };
  const { refusal } = await mutate(request, CommentOnAdvisoryDocument, { input });
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { body: field });
  const page = block === '' ? '' : '/review';
  return redirect(`/console/advisories/${params.id}${page}?done=commented`);
}

/** What was imported and needs no change is submitted from here, without going through the editor. */
async function submit(request: Request, trackingId: string, form: FormData) {
  const { refusal } = await mutate(request, SubmitDraftDocument, { input: { trackingId } });
  if (refusal !== undefined) return refuseInWords(request, refusal, form);
  return redirect(`/console/advisories/${trackingId}?done=submitted`);
}

/** Where it stands and what can be done with it now. */
export default function Overview({ actionData }: Route.ComponentProps) {
  const t = useTranslations('console.overview');
  const { advisory } = useAdvisory();
  useLive('ADVISORY', 'COMMENT');
  const { inWork } = advisory;
  return (
    <ConsolePage title={t('title', { id: advisory.trackingId })} errors={actionData?.errors}>
      <NextStep advisory={advisory} />
      <Facts
        facts={[
          advisory.publishedAt === null ? undefined : { name: t('published'), value: <Instant at={advisory.publishedAt} /> },
          advisory.withdrawnAt === null ? undefined : { name: t('withdrawn'), value: <Instant at={advisory.withdrawnAt} /> },
          inWork === null ? undefined : { name: t('in-work'), value: <StateTag state={inWork.state} /> },
          inWork?.scheduledFor == null
            ? undefined
            : { name: t('scheduled'), value: <Scheduled at={inWork.scheduledFor} zone={inWork.scheduledZone} /> },
          inWork === null ? undefined : { name: t('writers'), value: inWork.editors.map(({ name }) => name).join(', ') || t('imported') },
          advisory.source === null ? undefined : { name: t('source'), value: <Source source={advisory.source} /> },
          advisory.publishedAt === null ? undefined : { name: t('readers-page'), value: <ReadersPages advisory={advisory} /> },
        ]}
      />
      {inWork?.returnReason == null ? null : <ReturnReason reason={inWork.returnReason} />}
      {advisory.viewerCan.edit ? <Blockers advisory={advisory} /> : null}
      {advisory.viewerCan.submit && inWork?.blockers.length === 0 ? <SubmitForm /> : null}
      <Comments advisory={advisory} />
    </ConsolePage>
  );
}

/** When it will be published, in the zone of the operating CERT; and on the clocks of the zone that it was chosen in, where these differ. */
export function Scheduled({ at, zone }: { readonly at: string; readonly zone: string | null }) {
  const t = useTranslations('console.overview');
  const locale = useLocale();
  return (
    <>
      <Instant at={at} />
      {zone === null || zone === TIME_ZONE ? null : ` (${t('in-zone', { time: instantText(at, locale, zone), zone })})`}
    </>
  );
}

/** The one thing to do next, in a sentence and a link. */
function NextStep({ advisory: { trackingId, viewerCan, inWork, state } }: { readonly advisory: ConsoleAdvisory }) {
  const t = useTranslations('console.overview.next');
  const base = `/console/advisories/${trackingId}`;
  if (viewerCan.edit) return <Step text={t('edit')} link={t('edit-link')} to={`${base}/edit`} />;
  if (viewerCan.publish) return <Step text={t('review')} link={t('review-link')} to={`${base}/review`} />;
  if (inWork?.state === 'IN_REVIEW') return <Step text={t('wait')} link={t('wait-link')} to={`${base}/review`} />;
  if (state === 'PUBLISHED') return <Step text={t('published')} link={t('published-link')} to={`${base}/deliveries`} />;
  return null;
}

function Step({ text, link, to }: { readonly text: string; readonly link: string; readonly to: string }) {
  return (
    <p className="hl-next">
      {text} <Link to={to}>{link}</Link>
    </p>
  );
}
