import type { Language } from '#libs/advisories';
import type { IncidentClassCode } from './incident-classes.js';

export const INCIDENT_STATES = ['received', 'in_work', 'closed'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

/** Who reports; operators of critical infrastructure have legal clocks. */
export const REPORTERS = ['person', 'small_business', 'organisation', 'critical_infrastructure'] as const;
export type Reporter = (typeof REPORTERS)[number];

/** The reporter's own words. */
export interface IncidentContent {
  readonly whatHappened: string;
  readonly affected?: string | undefined;
  readonly contact?:
    { readonly name?: string | undefined; readonly email?: string | undefined; readonly phone?: string | undefined } | undefined;
}

/** A report, for the desk. Instants are ISO 8601. */
export interface IncidentReport {
  readonly id: string;
  readonly reference: string;
  readonly state: IncidentState;
  readonly class: IncidentClassCode;
  readonly reporter: Reporter;
  readonly content: IncidentContent;
  readonly happenedAt: string | null;
  readonly awareAt: string | null;
  readonly disruptsCoreFunction: boolean;
  /** Whether what was learnt may be shared without naming the reporter. */
  readonly mayShare: boolean;
  readonly language: Language;
  readonly receivedAt: string;
  readonly changedAt: string;
  readonly closedAt: string | null;
}

/** What the desk said to itself, or how the report moved on. */
export interface IncidentNote {
  readonly id: string;
  readonly reportId: string;
  readonly authorId: string;
  readonly body: string | null;
  readonly state: IncidentState | null;
  readonly writtenAt: string;
}
