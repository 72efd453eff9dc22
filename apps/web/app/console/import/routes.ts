import { route } from '@react-router/dev/routes';
import type { RouteConfigEntry } from '@react-router/dev/routes';

export const importRoutes: RouteConfigEntry[] = [
  route('import', 'console/import/import.tsx'),
  route('import/one', 'console/import/import-one.ts'),
];
