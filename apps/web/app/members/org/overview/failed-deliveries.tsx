import { useTranslations } from 'use-intl';
import type { OrgOverviewQuery } from '../../../api/gql/graphql';
import { Instant } from '../../../i18n/times';
import { Table } from '../../../ui/static/parts';

/** Alerts of the last 24 hours that were given up. */
export function FailedDeliveries({ failed }: { readonly failed: OrgOverviewQuery['deliveries'] }) {
  const t = useTranslations('members.failed');
  const words = useTranslations('members');
  if (failed.nodes.length === 0) return <p className="govuk-body">{t('none')}</p>;
  return (
    <>
      <Table
        caption={t('title')}
        rows={failed.nodes}
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
          {
            head: t('endpoint'),
            cell: ({ endpoint, channel }) => `${words(`channel.${channel}`)} ${endpoint?.name || endpoint?.address || ''}`,
          },
          { head: t('about'), cell: ({ advisory }) => advisory?.trackingId ?? '–' },
        ]}
      />
      <p className="govuk-body">
        <a className="govuk-link" href="/org/deliveries?status=FAILED">
          {t(failed.pageInfo.hasNextPage ? 'more' : 'all')}
        </a>
      </p>
    </>
  );
}
