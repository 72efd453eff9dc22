import { useTranslations } from 'use-intl';
import type { Route } from './+types/revision';
import { notFound, query } from '../../../api/api.server';
import { MemberRevisionDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { LOCALE_FACTS } from '../../../i18n/locale';
import { choose } from '../../../i18n/localised';
import { Instant } from '../../../i18n/times';
import { useLocale } from '../../../i18n/use-locale';
import { AdvisoryBody, WhatToDo } from '../../../ui/advisory/advisory-content';
import { TlpBar } from '../../../ui/advisory/tlp-bar';
import { MemberPage } from '../../frame/member-page';
import { localeOf } from '../../../i18n/locale-of-request';

export async function loader({ request, params: { trackingId, number } }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  if (!/^[1-9]\d{0,5}$/u.test(number)) notFound();
  const { advisory } = await query(request, MemberRevisionDocument, {
    trackingId,
    number: Number(number),
    language: LOCALE_FACTS[localeOf(request)].language,
  });
  if (!advisory?.revision) notFound();
  return { viewer, trackingId: advisory.trackingId, revision: advisory.revision, labelNow: advisory.labelText };
}

/** From wide to narrow, as FIRST spells them (TLP 2.0). */
const LABELS = ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'];

function isStricter(label: string, than: string): boolean {
  return LABELS.indexOf(label) > LABELS.indexOf(than);
}

/** One revision as it was published: what stood there then. Its label is today's where that is narrower: what was shared widely once is not any more. */
export default function Revision({ loaderData: { viewer, trackingId, revision, labelNow } }: Route.ComponentProps) {
  const t = useTranslations('members.advisory');
  const alerts = useTranslations('members.alerts');
  const locale = useLocale();
  const changes = choose(revision.summaryOfChanges, locale);
  const summary = choose(revision.text?.summary, locale);
  const isNarrower = labelNow !== null && isStricter(labelNow, revision.labelText);
  const label = isNarrower ? labelNow : revision.labelText;
  const heading = choose(revision.text?.title, locale);
  return (
    <MemberPage
      viewer={viewer}
      current="alerts"
      title={t('revision-of', { number: revision.number, id: trackingId })}
      crumbs={[
        { text: alerts('title'), href: '/org/alerts' },
        { text: trackingId, href: `/org/alerts/${trackingId}` },
      ]}
    >
      <TlpBar label={label} restrictions={revision.text?.restrictions} />
      {isNarrower ? <p className="govuk-inset-text">{t('narrower-now', { then: revision.labelText })}</p> : null}
      <p className="govuk-body">
        <Instant at={revision.publishedAt} /> <span lang={changes.lang}>{changes.text}</span>
      </p>
      {revision.text === null ? (
        <p className="govuk-body">{t('no-text')}</p>
      ) : (
        <>
          <h2 className="govuk-heading-m" lang={heading.lang}>
            {heading.text}
          </h2>
          <p className="govuk-body" lang={summary.lang}>
            {summary.text}
          </p>
          <WhatToDo text={revision.text} />
          <AdvisoryBody text={revision.text} indicators={[]} indicatorsHref="" />
        </>
      )}
      <TlpBar label={label} restrictions={revision.text?.restrictions} />
    </MemberPage>
  );
}
