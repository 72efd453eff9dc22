import { useTranslations } from 'use-intl';
import type { LinkOfApplicationQuery } from '../../api/gql/graphql';
import { Instant } from '../../i18n/times';
import { Banner, Facts } from '../../ui/static/parts';
import { Named } from '../../ui/static/named';

export type Standing = NonNullable<LinkOfApplicationQuery['applicationStanding']>;

/** Where an application stands, for its applicant; what is still to be proven, with the record that proves it. */
export function ApplicationStanding({ standing }: { readonly standing: Standing }) {
  const t = useTranslations('members.links');
  const { organisation, status, refusalReason, refusedAt, domains } = standing;
  return (
    <>
      <p className="govuk-body">
        <strong>
          <Named names={organisation} />
        </strong>
      </p>
      {status === 'REFUSED' ? (
        <Banner title={t('standing.refused')}>
          <p className="govuk-body">{t('standing.refused-text')}</p>
          <p className="govuk-body hl-kept-lines">{refusalReason}</p>
          {refusedAt === null ? null : <Instant at={refusedAt} />}
        </Banner>
      ) : null}
      {status === 'ACTIVE' || status === 'SUSPENDED' ? <p className="govuk-body">{t('standing.accepted')}</p> : null}
      {status === 'APPLIED' ? domains.map((domain) => <StandingDomain key={domain.domain} of={domain} />) : null}
    </>
  );
}

function StandingDomain({ of: { domain, verifiedAt, record } }: { readonly of: Standing['domains'][number] }) {
  const t = useTranslations('members.links');
  if (verifiedAt !== null) return <p className="govuk-body">{t('standing.proven', { domain })}</p>;
  return (
    <>
      <p className="govuk-body">{t('standing.not-proven', { domain })}</p>
      {record === null ? null : (
        <>
          <p className="govuk-body">{t('record', { choice: t('method.check'), button: t('continue-application.button') })}</p>
          <Facts
            facts={[
              { name: t('record-name'), value: <code>{record.name}</code> },
              { name: t('record-value'), value: <code>{record.value}</code> },
            ]}
          />
        </>
      )}
    </>
  );
}
