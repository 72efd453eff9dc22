import { route } from '@react-router/dev/routes';
import type { RouteConfigEntry } from '@react-router/dev/routes';

/** The console's pages about members, people, the queue and the audit log. */
export const administrationPages: RouteConfigEntry[] = [
  route('organisations', 'console/organisations/organisations.tsx'),
  route('organisations/:id', 'console/organisations/organisation.tsx'),
  route('users', 'console/people/people.tsx'),
  route('users/:id', 'console/people/person.tsx'),
  route('deliveries', 'console/queue/queue.tsx'),
  route('reports', 'console/reports/reports.tsx'),
  route('reports/:id', 'console/reports/report.tsx'),
  route('policies', 'console/policies/policies.tsx'),
  route('settings', 'console/policies/settings.tsx'),
  route('guidance', 'console/guidance/articles.tsx'),
  route('guidance/new', 'console/guidance/new-article.tsx'),
  route('guidance/:slug', 'console/guidance/article.tsx'),
  route('guidance/:slug/edit', 'console/guidance/edit-article.tsx'),
  route('sources', 'console/sources/sources.tsx'),
  route('sources/:id', 'console/sources/source.tsx'),
  route('audit', 'console/audit/audit.tsx'),
  route('audit.csv', 'console/audit/audit-export.ts'),
];
