import calculator from 'ae-cvss-calculator';
import { invalid } from '#libs/core';
import type { CvssVector } from '../content.js';
import { CVSS_METRICS } from './cvss-metrics.js';
import type { CvssMetric } from './cvss-metrics.js';

type Version = CvssVector['version'];

const PREFIX = /^CVSS:(3\.0|3\.1|4\.0)\//;
const CALCULATORS = { '2.0': calculator.Cvss2, '3.0': calculator.Cvss3P0, '3.1': calculator.Cvss3P1 } as const;
/** The longest vector with every metric of 4.0 has 200 characters. */
const MAX_VECTOR_CHARACTERS = 300;

/** All scores that a vector carries, 0.0 to 10.0. Version 4.0 has one score only, here as `base`. */
export interface CvssScores {
  readonly base: number;
  readonly temporal?: number;
  readonly environmental?: number;
}

/**
 * Reads a vector string of CVSS 2.0 (no prefix, balanced brackets allowed), 3.0, 3.1 or 4.0 and computes its score.
 * Throws `invalid` at `path` for a metric that is missing, unknown, twice, of no such value, or in 4.0 out of order.
 */
export function parseCvss(vector: string, path = 'vector'): CvssVector {
  const version = readVector(vector, path);
  const score = scoresOf(vector, version).base;
  return { version, vector, score, severity: severityOfScore(score, version) };
}

/** The base score and, where the vector has such metrics, the temporal and environmental scores. Throws as `parseCvss` does. */
export function cvssScores(vector: string): CvssScores {
  return scoresOf(vector, readVector(vector, 'vector'));
}

function scoresOf(vector: string, version: Version): CvssScores {
  if (version === '4.0') return { base: new calculator.Cvss4P0(vector).calculateScores().overall };
  const { base, temporal, environmental } = new CALCULATORS[version](withoutBrackets(vector)).calculateScores();
  return { base: unsigned(base) ?? 0, temporal: unsigned(temporal), environmental: unsigned(environmental) };
}

/** The calculator's rounding of 2.0 gives -0 for a vector without impact, which prints as `-0`. */
function unsigned(score: number | undefined): number | undefined {
  return score === undefined ? undefined : score + 0;
}

/** The rating scales: 3.x section 5, 4.0 section 6; 2.0 has none of its own and takes the NVD's, which knows no critical. */
function severityOfScore(score: number, version: Version): CvssVector['severity'] {
  if (score === 0) return 'none';
  if (score < 4) return 'low';
  if (score < 7) return 'medium';
  return score < 9 || version === '2.0' ? 'high' : 'critical';
}

/** Checks the vector against the grammar of its version, which the calculator does not, and tells the version. */
function readVector(vector: string, path: string): Version {
  const fail = (expected: string, received: string): never => {
    throw invalid([{ path, expected, received }], 'The CVSS vector is not valid.');
  };
  if (vector.length > MAX_VECTOR_CHARACTERS) fail(`at most ${MAX_VECTOR_CHARACTERS} characters`, `${vector.length} characters`);
  const prefix = PREFIX.exec(vector);
  const version = prefix ? (prefix[1] as Version) : '2.0';
  const body = prefix ? vector.slice(prefix[0].length) : withoutBrackets(vector);
  if (!prefix && !/^(AV|AC|Au|C|I|A):/.test(body)) {
    fail('a vector that begins with CVSS:3.0/, CVSS:3.1/, CVSS:4.0/ or a base metric of version 2.0', vector.slice(0, 40));
  }
  const problem = problemOfMetrics(body, CVSS_METRICS[version], version);
  if (problem) fail(problem.expected, problem.received);
  return version;
}

interface Problem {
  readonly expected: string;
  readonly received: string;
}

function problemOfMetrics(body: string, metrics: readonly CvssMetric[], version: Version): Problem | undefined {
  const seen = new Set<string>();
  let last = -1;
  for (const [index, part] of body.split('/').entries()) {
    const [name = '', value = '', ...more] = part.split(':');
    const position = metrics.findIndex((metric) => metric.name === name);
    const metric = metrics[position];
    const received = `${part} (metric ${index + 1})`;
    if (!metric || more.length > 0) return { expected: `a metric of CVSS ${version}, as in ${metrics[0]?.name ?? ''}:N`, received };
    if (!metric.values.includes(value)) return { expected: `${name} with one of ${metric.values.join(', ')}`, received };
    if (seen.has(name)) return { expected: `${name} once`, received };
    if (version === '4.0' && position < last) return { expected: 'the metrics in the order of CVSS 4.0 table 23', received };
    seen.add(name);
    last = position;
  }
  const missing = metrics.filter((metric) => metric.required && !seen.has(metric.name)).map((metric) => metric.name);
  return missing.length > 0 ? { expected: `all base metrics of CVSS ${version}`, received: `no ${missing.join(', ')}` } : undefined;
}

function withoutBrackets(vector: string): string {
  return vector.startsWith('(') && vector.endsWith(')') ? vector.slice(1, -1) : vector;
}
