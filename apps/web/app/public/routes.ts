import { index, route } from '@react-router/dev/routes';
import type { RouteConfigEntry } from '@react-router/dev/routes';
import { guidancePages } from '../guidance/routes';

/** The public portal: no script, no cookie read, cached. */
export const publicRoutes: RouteConfigEntry[] = [
  index('public/choose-language.tsx'),
  route('advisories/:trackingId', 'public/advisory-link.tsx'),
  route(':locale', 'public/portal.tsx', [index('public/home/home.tsx'), ...guidancePages, route('*', 'public/not-here.tsx')]),
  route('*', 'public/nowhere.tsx'),
];
