import { useTranslations } from 'use-intl';
import type { WhyWeGotItQuery } from '../../../api/gql/graphql';
import { Instant } from '../../../i18n/times';
import { Table } from '../../../ui/static/parts';
import { useDeliveryReason } from '../deliveries/delivery-standing';
import { Reasons } from './reasons';

type Deliveries = WhyWeGotItQuery['deliveries']['nodes'];

/** Which subscription asked for it, by which of its criteria, and where it went. */
export function WhyWeGotIt({ deliveries }: { readonly deliveries: Deliveries }) {
  const t = useTranslations('members.why');
  const words = useTranslations('members');
  const reasonText = useDeliveryReason();
  const brought = new Map(deliveries.flatMap(({ why }) => why).map((match) => [match.subscription?.id ?? '', match]));
  return (
    <section>
      <h2 className="govuk-heading-m">{t('title')}</h2>
      {deliveries.length === 0 ? <p className="govuk-body">{t('not-sent')}</p> : null}
      <ul className="govuk-list">
        {[...brought].map(([id, { subscription, reasons }]) => (
          <li key={id}>
            {subscription === null ? (
              t('ended')
            ) : (
              <a className="govuk-link" href={`/org/subscriptions/${subscription.id}`}>
                {subscription.name === '' ? t('unnamed') : subscription.name}
              </a>
            )}
            <Reasons reasons={reasons} />
          </li>
        ))}
      </ul>
      {deliveries.length === 0 ? null : (
        <Table
          caption={t('sent-to')}
          rows={deliveries}
          rowKey={({ id }) => id}
          columns={[
            {
              head: t('endpoint'),
              cell: ({ endpoint, channel }) => `${words(`channel.${channel}`)} ${endpoint?.name || endpoint?.address || ''}`,
            },
            {
              head: t('status'),
              cell: ({ id, status, reason }) => (
                <>
                  <a className="govuk-link" href={`/org/deliveries/${id}`}>
                    {words(`delivery-status.${status}`)}
                  </a>
                  {reason === null ? null : <div className="hl-quiet">{reasonText(reason)}</div>}
                </>
              ),
            },
            { head: t('when'), cell: ({ createdAt }) => <Instant at={createdAt} /> },
          ]}
        />
      )}
    </section>
  );
}
