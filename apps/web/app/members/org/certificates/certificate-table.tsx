import { useTranslations } from 'use-intl';
import { Day, Instant } from '../../../i18n/times';
import { Table } from '../../../ui/static/parts';
import type { Certificate } from './own-certificates.server';

/** The hint is `certificate`, the first characters of the fingerprint in hex, and an ellipsis. */
function beginningOf({ hint }: Certificate): string {
  return /[0-9a-f]{8,}/u.exec(hint)?.[0] ?? hint;
}

/** One's own certificates, those that have ended too; known by the beginning of their SHA-256 fingerprint. */
export function CertificateTable({ certificates, now }: { readonly certificates: readonly Certificate[]; readonly now: number }) {
  const t = useTranslations('members.certificates');
  if (certificates.length === 0) return <p className="govuk-body">{t('none')}</p>;
  const isOver = ({ revokedAt, expiresAt }: Certificate) => revokedAt !== null || Date.parse(expiresAt) < now;
  return (
    <Table
      caption={t('list')}
      rows={certificates}
      rowKey={({ id }) => id}
      columns={[
        { head: t('name'), cell: ({ name }) => name },
        { head: t('hint'), cell: (each) => <code>{beginningOf(each)}…</code> },
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
          cell: (each) =>
            isOver(each) ? (
              t('over')
            ) : (
              <a className="govuk-link" href={`/org/certificates/${each.id}/revoke`}>
                {t('revoke')}
                <span className="govuk-visually-hidden"> {each.name}</span>
              </a>
            ),
        },
      ]}
    />
  );
}
