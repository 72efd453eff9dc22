import { useTranslations } from 'use-intl';
import type { MemberFeedAddressesQuery } from '../../../api/gql/graphql';
import { Day, Instant } from '../../../i18n/times';
import { Table } from '../../../ui/static/parts';

type Address = MemberFeedAddressesQuery['viewer']['feedAddresses'][number];

/** One's own feed addresses, those that have ended too. What opens them was shown once and is kept nowhere. */
export function AddressTable({ addresses, now }: { readonly addresses: readonly Address[]; readonly now: number }) {
  const t = useTranslations('members.feeds');
  if (addresses.length === 0) return <p className="govuk-body">{t('none')}</p>;
  const isOver = ({ revokedAt, expiresAt }: Address) => revokedAt !== null || Date.parse(expiresAt) < now;
  return (
    <Table
      caption={t('personal-list')}
      rows={addresses}
      rowKey={({ id }) => id}
      columns={[
        { head: t('name'), cell: ({ name }) => name },
        { head: t('hint'), cell: ({ hint }) => <code>{hint}</code> },
        { head: t('made-at'), cell: ({ createdAt }) => <Day at={createdAt} /> },
        { head: t('used'), cell: ({ lastUsedAt }) => (lastUsedAt === null ? t('never') : <Instant at={lastUsedAt} />) },
        {
          head: t('ends'),
          cell: ({ expiresAt, revokedAt }) =>
            revokedAt === null ? (
              <Day at={expiresAt} />
            ) : (
              <>
                {t('revoked')} <Day at={revokedAt} />
              </>
            ),
        },
        {
          head: t('action'),
          cell: (address) =>
            isOver(address) ? (
              t('over')
            ) : (
              <a className="govuk-link" href={`/org/feeds/${address.id}/revoke`}>
                {t('revoke')}
                <span className="govuk-visually-hidden"> {address.name}</span>
              </a>
            ),
        },
      ]}
    />
  );
}
