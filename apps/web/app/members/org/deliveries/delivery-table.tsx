import { useTranslations } from 'use-intl';
import type { MemberDeliveriesQuery } from '../../../api/gql/graphql';
import { Instant } from '../../../i18n/times';
import { Table } from '../../../ui/static/parts';
import { RowButton } from '../../frame/confirm-form';
import { DeliveryStanding } from './delivery-standing';
import { useEventText } from './use-event-text';

type Row = MemberDeliveriesQuery['deliveries']['nodes'][number];

export function DeliveryTable({ deliveries }: { readonly deliveries: readonly Row[] }) {
  const t = useTranslations('members.deliveries');
  const words = useTranslations('members');
  const eventText = useEventText();
  return (
    <Table
      caption={t('list')}
      rows={deliveries}
      rowKey={({ id }) => id}
      columns={[
        {
          head: t('when'),
          cell: ({ id, createdAt }) => (
            <a className="govuk-link" href={`/org/deliveries/${id}`}>
              <Instant at={createdAt} />
            </a>
          ),
        },
        { head: t('what'), cell: ({ event, advisory }) => `${eventText(event)} ${advisory?.trackingId ?? ''}` },
        { head: t('to'), cell: ({ endpoint, channel }) => `${words(`channel.${channel}`)}: ${endpoint?.name || endpoint?.address || '–'}` },
        {
          head: t('status'),
          cell: ({ status, reason, nextAttemptAt }) => (
            <>
              <DeliveryStanding status={status} reason={reason} />
              {status === 'PENDING' && nextAttemptAt !== null ? (
                <div className="hl-quiet">
                  {t('next')} <Instant at={nextAttemptAt} />
                </div>
              ) : null}
            </>
          ),
        },
        { head: t('attempts'), isNumeric: true, cell: ({ attemptCount }) => attemptCount },
        {
          head: t('action'),
          cell: ({ id, status, advisory }) =>
            canBeResent(status, advisory) ? (
              <RowButton intent="resend" id={id} label={t('resend')} about={advisory?.trackingId ?? ''} />
            ) : null,
        },
      ]}
    />
  );
}

/** Whether it makes sense to offer it: what still waits goes by itself, and a test or challenge belongs to its occasion. */
export function canBeResent(status: Row['status'], advisory: { readonly trackingId: string } | null): boolean {
  return advisory !== null && (status === 'SENT' || status === 'FAILED' || status === 'CANCELLED' || status === 'SUPPRESSED');
}
