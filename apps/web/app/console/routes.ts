import { index, route } from '@react-router/dev/routes';
import type { RouteConfigEntry } from '@react-router/dev/routes';
import { administrationPages } from './administration-routes';

/** Where analysts, reviewers and administrators work. */
export const consoleRoutes: RouteConfigEntry[] = [
  route('console', 'console/console.tsx', [index('console/dashboard/dashboard.tsx'), ...administrationPages]),
];
