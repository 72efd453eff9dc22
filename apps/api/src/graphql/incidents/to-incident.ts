import { INCIDENT_WORKFLOW, legalClocks } from '#libs/incidents';
import type { IncidentReport as Stored, LegalClock as Clocked } from '#libs/incidents';
import { toGlobalId } from '../global-id.js';
import type { IncidentReport, LegalClock } from './incident.types.js';

export function toIncidentReport({ content, ...report }: Stored, now: Date): IncidentReport {
  const { contact } = content;
  return {
    ...report,
    __typename: 'IncidentReport',
    id: toGlobalId('IncidentReport', report.id),
    uuid: report.id,
    whatHappened: content.whatHappened,
    affected: content.affected ?? null,
    contact: contact ? { name: contact.name ?? null, email: contact.email ?? null, phone: contact.phone ?? null } : null,
    clocks: toClocks(legalClocks(report), now),
    nextStates: INCIDENT_WORKFLOW[report.state],
  };
}

export function toClocks(clocks: readonly Clocked[], now: Date): LegalClock[] {
  return clocks.map((clock) => ({ ...clock, isOver: Date.parse(clock.dueAt) < now.getTime() }));
}
