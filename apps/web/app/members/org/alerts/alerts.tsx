import { useTranslations } from 'use-intl';
import type { Route } from './+types/alerts';
import { query } from '../../../api/api.server';
import { MemberAlertsDocument, MemberSearchDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { Paging } from '../../../ui/static/parts';
import { afterIn, nextPage } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { alertFilterIn, toApiFilter } from './alert-filter.server';
import { AlertFilterForm } from './alert-filter-form';
import { MemberAlertCard } from './member-alert';

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const filter = alertFilterIn(request);
  const variables = { filter: toApiFilter(filter), after: afterIn(request) };
  if (filter.q === '') {
    const { advisories } = await query(request, MemberAlertsDocument, variables);
    return { viewer, filter, alerts: advisories.nodes, found: undefined, paging: nextPage(request, advisories.pageInfo) };
  }
  const { searchAdvisories } = await query(request, MemberSearchDocument, { ...variables, query: filter.q });
  const { nodes, found, pageInfo } = searchAdvisories;
  return { viewer, filter, alerts: nodes, found, paging: nextPage(request, pageInfo) };
}

export default function Alerts({ loaderData: { viewer, filter, alerts, found, paging } }: Route.ComponentProps) {
  const t = useTranslations('members.alerts');
  return (
    <MemberPage viewer={viewer} current="alerts" title={t('title')}>
      <AlertFilterForm filter={filter} />
      <h2 className="govuk-heading-m">
        {found === undefined ? t('newest') : t(found.isMore ? 'found-more' : 'found', { count: found.count })}
      </h2>
      {alerts.length === 0 ? (
        <p className="govuk-body">{t('none')}</p>
      ) : (
        <ul className="hl-cards">
          {alerts.map((alert) => (
            <MemberAlertCard key={alert.trackingId} alert={alert} />
          ))}
        </ul>
      )}
      <Paging {...paging} />
    </MemberPage>
  );
}
