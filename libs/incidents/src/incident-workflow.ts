import { conflict } from '#libs/core';
import type { IncidentState } from './incident.js';

/** How a report may move on: work on it may be laid down, and a closed one taken up again. */
export const INCIDENT_WORKFLOW: Readonly<Record<IncidentState, readonly IncidentState[]>> = {
  received: ['in_work', 'closed'],
  in_work: ['received', 'closed'],
  closed: ['in_work'],
};

/** Throws the conflict WRONG_STATE, which names what is possible now. */
export function assertMayMove(from: IncidentState, to: IncidentState): void {
  if (INCIDENT_WORKFLOW[from].includes(to)) return;
  throw conflict('WRONG_STATE', `It is ${from.replace('_', ' ')}; possible now: ${INCIDENT_WORKFLOW[from].join(', ')}.`);
}
