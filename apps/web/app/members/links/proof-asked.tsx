import { useTranslations } from 'use-intl';
import type { LinkOfProofQuery } from '../../api/gql/graphql';
import { choose } from '../../i18n/localised';
import { Instant } from '../../i18n/times';
import { useLocale } from '../../i18n/use-locale';
import { Named } from '../../ui/static/named';
import { Facts } from '../../ui/static/parts';

export type Proof = NonNullable<LinkOfProofQuery['domainProofAsked']>;

/** What the button would prove, for whom, and what to do who knows nothing of it. */
export function ProofAsked({ proof: { domain, organisation, askedBy, askedByEmail, expiresAt } }: { readonly proof: Proof }) {
  const t = useTranslations('members.links.proof');
  const name = choose(organisation, useLocale()).text;
  return (
    <>
      <p className="govuk-body">{t('text', { domain, organisation: name })}</p>
      <Facts
        facts={[
          { name: t('domain'), value: <code>{domain}</code> },
          { name: t('organisation'), value: <Named names={organisation} /> },
          { name: t('asked-by'), value: `${askedBy} (${askedByEmail})` },
          { name: t('until'), value: <Instant at={expiresAt} /> },
        ]}
      />
      <p className="govuk-body">{t('unknown', { domain, organisation: name })}</p>
    </>
  );
}
