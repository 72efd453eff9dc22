import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/dashboard';
import { mutate, query } from '../../api/api.server';
import { DashboardDocument, DashboardSendingDocument } from '../../api/gql/graphql';
import { requireViewer } from '../../api/viewer.server';
import { ConsolePage } from '../../ui/console/console-page';
import { useLive } from '../../ui/console/use-live';
import { alertsByDay } from './alerts-by-day.server';
import { Sending } from './sending';
import { SeverityBars } from './severity-bars';
import { Tasks } from './tasks';

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const [{ viewerTasks }, alerts, sending] = await Promise.all([
    query(request, DashboardDocument),
    alertsByDay(request, new Date().getTime()),
    // For the operating CERT; for anybody else there is no such part of the page.
    viewer.viewerCan.seePendingDeliveries ? mutate(request, DashboardSendingDocument, {}) : undefined,
  ]);
  const { draftAdvisory, publishAdvisory, importAdvisory } = viewer.viewerCan;
  return { tasks: viewerTasks, alerts, sending: sending?.done, can: { draftAdvisory, publishAdvisory, importAdvisory } };
}

export default function Dashboard({ loaderData: { tasks, alerts, sending, can } }: Route.ComponentProps) {
  const t = useTranslations('console.dashboard');
  useLive('ADVISORY', 'APPLICATION', 'DELIVERY', 'GUIDANCE', 'INCIDENT_REPORT');
  return (
    <ConsolePage title={t('title')}>
      <p className="hl-inline">
        {can.draftAdvisory ? <Link to="/console/advisories/new">{t('write')}</Link> : null}
        {can.importAdvisory ? <Link to="/console/import">{t('import')}</Link> : null}
      </p>
      <Tasks tasks={tasks} />
      <SeverityBars days={alerts.days} isMore={alerts.isMore} />
      {sending === undefined ? null : <Sending sending={sending} />}
    </ConsolePage>
  );
}
