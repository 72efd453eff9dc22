import type { Reporter } from './incident.js';

/** A duty to report to an authority within a time. */
export interface LegalClock {
  /** The law's number in Hong Kong. */
  readonly law: 'Cap. 653';
  readonly hours: 12 | 48;
  /** ISO 8601. */
  readonly startsAt: string;
  readonly dueAt: string;
}

const HOUR_MS = 3_600_000;

/**
 * The clocks of the Protection of Critical Infrastructures (Computer Systems) Ordinance (Cap. 653, in force since 1 January 2026): an operator
 * notifies the Commissioner within 12 hours of becoming aware where a core function is disrupted or likely to be, else within 48. Counted from
 * when the reporter became aware, else from when the report came in; nothing for others.
 */
export function legalClocks(report: {
  readonly reporter: Reporter;
  readonly disruptsCoreFunction: boolean;
  readonly awareAt: string | null;
  readonly receivedAt: string;
}): readonly LegalClock[] {
  if (report.reporter !== 'critical_infrastructure') return [];
  const hours = report.disruptsCoreFunction ? 12 : 48;
  const start = new Date(report.awareAt ?? report.receivedAt).getTime();
  const at = (instant: number) => new Date(instant).toISOString();
  return [{ law: 'Cap. 653', hours, startsAt: at(start), dueAt: at(start + hours * HOUR_MS) }];
}
