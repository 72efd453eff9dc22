import { index, route } from '@react-router/dev/routes';
import type { RouteConfigEntry } from '@react-router/dev/routes';
import { administrationPages } from './administration-routes';
import { advisoryConsoleRoutes } from './advisories/routes';
import { importRoutes } from './import/routes';

/** Where analysts, reviewers and administrators work; one list for each folder. */
export const consoleRoutes: RouteConfigEntry[] = [
  route('console', 'console/console.tsx', [
    index('console/dashboard/dashboard.tsx'),
    ...advisoryConsoleRoutes,
    ...importRoutes,
    ...administrationPages,
    route('*', 'console/not-here.tsx'),
  ]),
];
