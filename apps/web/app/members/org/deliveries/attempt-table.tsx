import { useTranslations } from 'use-intl';
import { Instant } from '../../../i18n/times';
import { Table } from '../../../ui/static/parts';
import type { DeliveryNode } from './delivery-facts';

/** Every try, in its order, with what the other server said. */
export function AttemptTable({ attempts }: { readonly attempts: DeliveryNode['attempts'] }) {
  const t = useTranslations('members.deliveries');
  const words = useTranslations('members.attempt-outcome');
  if (attempts.length === 0) return <p className="govuk-body">{t('not-tried')}</p>;
  return (
    <Table
      caption={t('attempts')}
      rows={attempts}
      rowKey={({ number }) => String(number)}
      columns={[
        { head: t('number'), cell: ({ number }) => number },
        { head: t('when'), cell: ({ startedAt }) => <Instant at={startedAt} /> },
        { head: t('outcome'), cell: ({ outcome }) => words(outcome) },
        { head: t('answer'), cell: ({ statusCode, error }) => [statusCode, error].filter((part) => part !== null).join(' ') },
        { head: t('took'), isNumeric: true, cell: ({ durationMs }) => t('milliseconds', { ms: durationMs }) },
        { head: t('excerpt'), cell: ({ excerpt }) => (excerpt ? <code>{excerpt}</code> : null) },
      ]}
    />
  );
}
