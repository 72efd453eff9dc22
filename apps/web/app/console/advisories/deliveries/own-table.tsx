import { Form, Link, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import type { OwnDeliveriesQuery } from '../../../api/gql/graphql';
import { Instant } from '../../../i18n/times';
import { Table } from '../../../ui/static/parts';

const AGAIN: ReadonlySet<string> = new Set(['SENT', 'FAILED', 'SUPPRESSED', 'CANCELLED']);

/** The alerts to the endpoints of one's own organisation, each with what happened and a way to send it again. */
export function OwnTable({ rows }: { readonly rows: OwnDeliveriesQuery['deliveries']['nodes'] }) {
  const t = useTranslations('console.deliveries');
  const [search] = useSearchParams();
  const isFailed = search.get('failed') === 'yes';
  return (
    <section>
      <h2>{t('own')}</h2>
      <p className="govuk-hint">{t('own-hint')}</p>
      <p>
        <Link to={isFailed ? '?' : '?failed=yes'}>{isFailed ? t('show-all') : t('show-failed')}</Link>
      </p>
      {rows.length === 0 ? (
        <p className="hl-empty">{t('none-own')}</p>
      ) : (
        <Table
          caption={t('own-caption')}
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            { head: t('endpoint'), cell: ({ endpoint }) => endpoint?.name || endpoint?.address || '–' },
            { head: t('revision'), cell: ({ revision }) => revision },
            { head: t('status'), cell: ({ status, reason }) => `${t(`statuses.${status}`)}${reason === null ? '' : ` (${reason})`}` },
            { head: t('attempts'), cell: ({ attemptCount }) => attemptCount, isNumeric: true },
            {
              head: t('at'),
              cell: ({ finishedAt, nextAttemptAt, createdAt }) => <Instant at={finishedAt ?? nextAttemptAt ?? createdAt} />,
            },
            {
              head: t('again'),
              cell: ({ id, status, endpoint }) => (AGAIN.has(status) ? <Again id={id} to={endpoint?.name ?? ''} /> : null),
            },
          ]}
        />
      )}
    </section>
  );
}

function Again({ id, to }: { readonly id: string; readonly to: string }) {
  const t = useTranslations('console.deliveries');
  return (
    <Form method="post">
      <button className="hl-link-button" name="resend" value={id}>
        {t('resend')} <span className="govuk-visually-hidden">{to}</span>
      </button>
    </Form>
  );
}
