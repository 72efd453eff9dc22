import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { DashboardQuery } from '../../api/gql/graphql';

const TASKS = {
  toReview: '/console/advisories?state=review',
  ownDrafts: '/console/advisories?state=draft',
  scheduled: '/console/advisories?state=scheduled',
  failedDeliveries: '/console/deliveries',
  openApplications: '/console/organisations',
  guidanceToReview: '/console/guidance',
  incidentsReceived: '/console/reports',
} as const;
type Task = keyof typeof TASKS;

/** What waits for the viewer, each with the list that it stands in; the number is a word to who hears it. */
export function Tasks({ tasks }: { readonly tasks: DashboardQuery['viewerTasks'] }) {
  const t = useTranslations('console.dashboard.tasks');
  const waiting = (Object.keys(TASKS) as Task[]).filter((task) => tasks[task] > 0);
  if (waiting.length === 0) return <p className="hl-good">{t('none')}</p>;
  return (
    <ul className="hl-tasks">
      {waiting.map((task) => (
        <li key={task}>
          <Link to={TASKS[task]}>
            <strong>{tasks[task]}</strong> {t(task)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
