import { route } from '@react-router/dev/routes';
import type { RouteConfigEntry } from '@react-router/dev/routes';

/** The console's pages about members, people, the queue and the audit log. */
export const administrationPages: RouteConfigEntry[] = [
  route('organisations', 'console/organisations/organisations.tsx'),
  route('organisations/:id', 'console/organisations/organisation.tsx'),
  route('users', 'console/people/people.tsx'),
  route('users/:id', 'console/people/person.tsx'),
  route('deliveries', 'console/queue/queue.tsx'),
  route('audit', 'console/audit/audit.tsx'),
  route('audit.csv', 'console/audit/audit-export.ts'),
];
