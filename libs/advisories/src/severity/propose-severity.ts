import { SEVERITIES } from '../content.js';
import type { CvssVector, Severity } from '../content.js';
import type { EpssRow } from './epss.js';
import type { KevRow } from './kev.js';

/** From this percentile on (the likeliest 5 % of all CVEs) a vulnerability is taken one step more seriously than its CVSS says. */
export const EPSS_RAISING_PERCENTILE = 0.95;

/** One thing that the proposal rests on, and the severity that it asks for by itself; a forecast that raises nothing asks for nothing. */
export type SeverityInput =
  | {
      readonly source: 'cvss';
      readonly vector: string;
      readonly version: CvssVector['version'];
      readonly score: number;
      readonly asksFor: Severity;
    }
  | {
      readonly source: 'kev';
      readonly cve: string;
      readonly dateAdded: string;
      readonly usedByRansomware: boolean;
      readonly asksFor: Severity;
    }
  | {
      readonly source: 'epss';
      readonly cve: string;
      readonly probability: number;
      readonly percentile: number;
      readonly asksFor?: Severity;
    };

export interface ProposedSeverity {
  /** Undefined where nothing is known to propose it from. */
  readonly severity: Severity | undefined;
  /** Most serious first. */
  readonly inputs: readonly SeverityInput[];
}

export interface SeverityEvidence {
  readonly vectors: readonly CvssVector[];
  readonly kev: readonly Pick<KevRow, 'cve' | 'dateAdded' | 'usedByRansomware'>[];
  readonly epss: readonly EpssRow[];
}

/**
 * The severity that the facts suggest; the author decides and gives a reason where they differ. The rule:
 * 1. the highest CVSS score counts; version 2.0 only where there is no newer one;
 * 2. known exploitation (KEV) makes it at least high, and critical where ransomware uses it;
 * 3. an EPSS percentile of 0.95 or more makes it one step higher than CVSS says, at most high (a forecast alone is never critical).
 */
export function proposeSeverity({ vectors, kev, epss }: SeverityEvidence): ProposedSeverity {
  const newer = vectors.filter(({ version }) => version !== '2.0');
  const cvss = (newer.length > 0 ? newer : vectors).map(cvssInput).sort((a, b) => b.score - a.score);
  const technical = cvss[0]?.asksFor ?? 'low';
  const inputs: SeverityInput[] = [
    ...kev.map((row): SeverityInput => {
      const { cve, dateAdded, usedByRansomware } = row;
      return { source: 'kev', cve, dateAdded, usedByRansomware, asksFor: usedByRansomware ? 'critical' : 'high' };
    }),
    ...cvss,
    ...epss.map((row): SeverityInput => {
      const { cve, probability, percentile } = row;
      return { source: 'epss', cve, probability, percentile, asksFor: raisedByForecast(technical, percentile) };
    }),
  ];
  inputs.sort((a, b) => rank(b.asksFor) - rank(a.asksFor));
  return { severity: inputs.find(({ asksFor }) => asksFor)?.asksFor, inputs };
}

function cvssInput({ vector, version, score, severity }: CvssVector): Extract<SeverityInput, { source: 'cvss' }> {
  return { source: 'cvss', vector, version, score, asksFor: severity === 'none' ? 'low' : severity };
}

function raisedByForecast(technical: Severity, percentile: number): Severity | undefined {
  if (percentile < EPSS_RAISING_PERCENTILE) return undefined;
  return technical === 'low' ? 'medium' : 'high';
}

function rank(severity: Severity | undefined): number {
  return severity === undefined ? -1 : SEVERITIES.indexOf(severity);
}
