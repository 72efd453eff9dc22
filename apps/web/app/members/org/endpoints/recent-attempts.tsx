import { useTranslations } from 'use-intl';
import type { EndpointDeliveriesQuery } from '../../../api/gql/graphql';
import { Instant } from '../../../i18n/times';
import { Table } from '../../../ui/static/parts';
import { DeliveryStanding } from '../deliveries/delivery-standing';
import { useEventText } from '../deliveries/use-event-text';

interface RecentProps {
  readonly deliveries: EndpointDeliveriesQuery['deliveries']['nodes'];
  readonly endpointId: string;
}

/** The last ten messages to an endpoint and how the last try at each went. */
export function RecentAttempts({ deliveries, endpointId }: RecentProps) {
  const t = useTranslations('members.deliveries');
  const eventText = useEventText();
  if (deliveries.length === 0) return <p className="govuk-body">{t('none-here')}</p>;
  return (
    <>
      <Table
        caption={t('recent')}
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
          { head: t('status'), cell: ({ status, reason }) => <DeliveryStanding status={status} reason={reason} /> },
          {
            head: t('last-attempt'),
            cell: ({ attempts }) => {
              const last = attempts.at(-1);
              return last === undefined
                ? t('not-tried')
                : `${String(last.statusCode ?? last.error ?? '')} ${t('milliseconds', { ms: last.durationMs })}`;
            },
          },
        ]}
      />
      <p className="govuk-body">
        <a className="govuk-link" href={`/org/deliveries?endpoint=${endpointId}`}>
          {t('all-of-endpoint')}
        </a>
      </p>
    </>
  );
}
