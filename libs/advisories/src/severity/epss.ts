import { gunzipSync } from 'node:zlib';
import { DomainError, invalid } from '#libs/core';
import type { InputIssue } from '#libs/core';

/** About 300,000 rows of 30 bytes in 2026. */
export const MAX_EPSS_BYTES = 100_000_000;
const MAX_REFUSED = 100;

/** FIRST's estimate for one CVE: how likely it is exploited in the next 30 days, and the share of CVEs that are less likely. */
export interface EpssRow {
  readonly cve: string;
  /** 0 to 1. */
  readonly probability: number;
  /** 0 to 1. */
  readonly percentile: number;
}

export interface EpssScores {
  /** From the first line, where it has them, as in `#model_version:v2025.03.14,score_date:2026-08-22T00:00:00+0000`. */
  readonly modelVersion?: string;
  readonly scoreDate?: string;
  readonly rows: readonly EpssRow[];
  /** Lines that could not be read, the first hundred; the rest stands. */
  readonly refused: readonly InputIssue[];
}

const ROW = /^(CVE-\d{4}-\d{4,}),([0-9.eE+-]+),([0-9.eE+-]+)$/;

/**
 * Reads the daily EPSS file, plain or gzipped: a comment line, the heading `cve,epss,percentile`, then one line per CVE.
 * Throws `invalid` where it is not such a file or no line of it can be read.
 */
export function parseEpss(bytes: Uint8Array): EpssScores {
  const lines = Buffer.from(unzipped(bytes)).toString('utf8').split(/\r?\n/);
  const comment = lines[0]?.startsWith('#') ? (lines.shift() ?? '') : '';
  const offset = comment ? 3 : 2;
  const heading = lines.shift() ?? '';
  if (heading !== 'cve,epss,percentile') {
    throw invalid([{ path: `line ${offset - 1}`, expected: 'the heading cve,epss,percentile', received: heading.slice(0, 80) }]);
  }
  const rows: EpssRow[] = [];
  const refused: InputIssue[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const row = rowOf(line);
    if (row) rows.push(row);
    else if (refused.length < MAX_REFUSED)
      refused.push({ path: `line ${index + offset}`, expected: 'a CVE id and two numbers from 0 to 1', received: line.slice(0, 80) });
  }
  if (rows.length === 0) throw invalid(refused.length > 0 ? refused : [{ path: `line ${offset}`, expected: 'a row', received: 'the end' }]);
  return {
    modelVersion: /model_version:([^,\s]+)/.exec(comment)?.[1],
    scoreDate: /score_date:([^,\s]+)/.exec(comment)?.[1],
    rows,
    refused,
  };
}

function rowOf(line: string): EpssRow | undefined {
  const [, cve, epss, share] = ROW.exec(line) ?? [];
  const probability = Number(epss);
  const percentile = Number(share);
  if (cve === undefined || !isShare(probability) || !isShare(percentile)) return undefined;
  return { cve, probability, percentile };
}

function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}

function unzipped(bytes: Uint8Array): Uint8Array {
  if (bytes.length > MAX_EPSS_BYTES) throw tooLarge();
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_EPSS_BYTES });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge();
    throw invalid([{ path: '', expected: 'a whole gzip file', received: error instanceof Error ? error.message : 'damaged data' }]);
  }
}

function tooLarge(): DomainError {
  return invalid([{ path: '', expected: `at most ${MAX_EPSS_BYTES} bytes`, received: 'more' }]);
}
