import { useTranslations } from 'use-intl';
import type { DashboardSendingQuery } from '../../api/gql/graphql';
import { Table } from '../../ui/static/parts';

const CHANNELS = ['EMAIL', 'WEBHOOK'] as const;

/** How sending went in the last 24 hours and what waits, by channel. */
export function Sending({ sending: { deliveryHealth, pendingDeliveries } }: { readonly sending: DashboardSendingQuery }) {
  const t = useTranslations('console.dashboard.sending');
  const channels = useTranslations('console.reach.channel');
  const rows = CHANNELS.map((channel) => {
    const hours = deliveryHealth.filter((each) => each.channel === channel);
    const sum = (field: 'sent' | 'failed') => hours.reduce((total, hour) => total + hour[field], 0);
    const queue = pendingDeliveries.find((each) => each.channel === channel);
    return { channel, sent: sum('sent'), failed: sum('failed'), queue };
  });
  return (
    <Table
      caption={t('caption')}
      rows={rows}
      rowKey={({ channel }) => channel}
      columns={[
        { head: t('channel'), cell: ({ channel }) => channels(channel) },
        { head: t('sent'), cell: ({ sent }) => sent, isNumeric: true },
        { head: t('failed'), cell: ({ failed }) => failed, isNumeric: true },
        { head: t('share'), cell: ({ sent, failed }) => share(sent, failed), isNumeric: true },
        { head: t('pending'), cell: ({ queue }) => queue?.pending ?? 0, isNumeric: true },
        { head: t('retries'), cell: ({ queue }) => queue?.retries ?? 0, isNumeric: true },
        { head: t('oldest'), cell: ({ queue }) => t('seconds', { count: queue?.oldestDueSeconds ?? 0 }), isNumeric: true },
      ]}
    />
  );
}

/** Of what has an outcome, how much was accepted by the other server. */
function share(sent: number, failed: number): string {
  return sent + failed === 0 ? '–' : `${Math.floor((sent / (sent + failed)) * 1_000) / 10} %`;
}
