import { useTranslations } from 'use-intl';
import type { ConsoleOrganisationQuery } from '../../api/gql/graphql';
import { Instant } from '../../i18n/times';
import { Facts } from '../../ui/static/parts';

type Organisation = Extract<ConsoleOrganisationQuery['node'], { readonly tier: unknown }>;

/** Who applied, how to reach them, and why: what is weighed before an organisation is let in. */
export function ApplicationFacts({ application }: { readonly application: Organisation['application'] }) {
  const t = useTranslations('administration.application');
  if (application === null) return null;
  const { name, email, language, reason, appliedAt, refusalReason, refusedAt } = application;
  return (
    <>
      <h2>{t('title')}</h2>
      <Facts
        facts={[
          { name: t('applicant'), value: name === '' ? '–' : name },
          { name: t('contact'), value: <a href={`mailto:${email}`}>{email}</a> },
          { name: t('language'), value: t(`languages.${language}`) },
          { name: t('applied-at'), value: <Instant at={appliedAt} /> },
          { name: t('reason'), value: reason === null ? t('no-reason') : <span className="hl-kept-lines">{reason}</span> },
          refusedAt === null ? undefined : { name: t('refused-at'), value: <Instant at={refusedAt} /> },
          refusalReason === null ? undefined : { name: t('refusal-reason'), value: <span className="hl-kept-lines">{refusalReason}</span> },
        ]}
      />
    </>
  );
}
