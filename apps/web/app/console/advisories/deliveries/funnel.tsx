import { useTranslations } from 'use-intl';
import type { AdvisoryDeliveriesQuery } from '../../../api/gql/graphql';
import { Table } from '../../../ui/static/parts';

type Count = NonNullable<NonNullable<AdvisoryDeliveriesQuery['advisory']>['deliveryCounts']>[number];
const CHANNELS = ['EMAIL', 'WEBHOOK'] as const;

/** From addressed to sent, by channel, over everybody; and why what was given up was given up. */
export function Funnel({ counts }: { readonly counts: readonly Count[] }) {
  const t = useTranslations('console.deliveries');
  const channels = useTranslations('console.reach.channel');
  const sum = (some: readonly Count[]) => some.reduce((total, { count }) => total + count, 0);
  const rows = CHANNELS.map((channel) => {
    const own = counts.filter((each) => each.channel === channel);
    const of = (...statuses: Count['status'][]) => sum(own.filter(({ status }) => statuses.includes(status)));
    return {
      channel,
      all: sum(own),
      sent: of('SENT'),
      waiting: of('PENDING', 'SENDING'),
      failed: of('FAILED'),
      other: of('SUPPRESSED', 'SUPERSEDED', 'CANCELLED'),
    };
  });
  const reasons = counts.filter(({ reason, status }) => reason !== null && status === 'FAILED');
  if (counts.length === 0) return <p className="hl-empty">{t('none')}</p>;
  return (
    <>
      <Table
        caption={t('funnel')}
        rows={rows}
        rowKey={({ channel }) => channel}
        columns={[
          { head: t('channel'), cell: ({ channel }) => channels(channel) },
          { head: t('all'), cell: ({ all }) => all, isNumeric: true },
          { head: t('sent'), cell: ({ all, sent }) => <Share part={sent} all={all} />, isNumeric: true },
          { head: t('waiting'), cell: ({ waiting }) => waiting, isNumeric: true },
          { head: t('failed'), cell: ({ failed }) => failed, isNumeric: true },
          { head: t('other'), cell: ({ other }) => other, isNumeric: true },
        ]}
      />
      {reasons.length === 0 ? null : (
        <Table
          caption={t('reasons')}
          rows={reasons}
          rowKey={({ channel, reason }) => `${channel} ${reason ?? ''}`}
          columns={[
            { head: t('channel'), cell: ({ channel }) => channels(channel) },
            { head: t('reason'), cell: ({ reason }) => <code>{reason}</code> },
            { head: t('all'), cell: ({ count }) => count, isNumeric: true },
          ]}
        />
      )}
    </>
  );
}

function Share({ part, all }: { readonly part: number; readonly all: number }) {
  return (
    <>
      {part} <progress max={Math.max(1, all)} value={part} aria-hidden="true" />
    </>
  );
}
