import { useTranslations } from 'use-intl';
import type { Route } from './+types/queue';
import { query } from '../../api/api.server';
import { ConsoleQueueDocument } from '../../api/gql/graphql';
import { Instant } from '../../i18n/times';
import { useLive } from '../../ui/console/use-live';
import { Table } from '../../ui/static/parts';
import { requireSection } from '../console-access.server';

export async function loader({ request }: Route.LoaderArgs) {
  await requireSection(request, 'deliveries');
  return query(request, ConsoleQueueDocument);
}

/** What is still to be sent, by channel, and whether the catalogues of exploited vulnerabilities are fresh. */
export default function Queue({ loaderData: { pendingDeliveries, catalogues } }: Route.ComponentProps) {
  const t = useTranslations('administration.queue');
  useLive('DELIVERY');
  return (
    <>
      <title>{`${t('title')} – Harbourlight`}</title>
      <h1>{t('title')}</h1>
      {pendingDeliveries.every(({ pending }) => pending === 0) ? <p className="govuk-body">{t('empty')}</p> : null}
      <Table
        caption={t('pending')}
        rows={pendingDeliveries}
        rowKey={({ channel }) => channel}
        columns={[
          { head: t('channel'), cell: ({ channel }) => t(`channels.${channel}`) },
          { head: t('waiting'), cell: ({ pending }) => pending, isNumeric: true },
          { head: t('retries'), cell: ({ retries }) => retries, isNumeric: true },
          { head: t('oldest'), cell: ({ oldestDueSeconds }) => t('seconds', { seconds: oldestDueSeconds }), isNumeric: true },
        ]}
      />
      <h2>{t('catalogues')}</h2>
      {catalogues.length === 0 ? (
        <p className="govuk-body">{t('no-catalogue')}</p>
      ) : (
        <Table
          caption={t('catalogues')}
          rows={catalogues}
          rowKey={({ name }) => name}
          columns={[
            { head: t('catalogue'), cell: ({ name }) => name },
            { head: t('entries'), cell: ({ entries }) => entries, isNumeric: true },
            { head: t('version'), cell: ({ version }) => version },
            { head: t('refreshed'), cell: ({ refreshedAt }) => <Instant at={refreshedAt} /> },
          ]}
        />
      )}
    </>
  );
}
