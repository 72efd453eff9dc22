import { appendFileSync } from 'node:fs';

/** One line of the results: what was done, how quick we were, and how quick the limit or the peer was in the same run. */
export interface BenchRow {
  /** What was measured, in a few words; the key of the row. */
  readonly operation: string;
  /** Of `ours` and `limit`: `/s` (more is better) or `ms` (less is better) or `MB`. */
  readonly unit: '/s' | 'ms' | 'MB';
  readonly ours: number;
  /** What it is compared with, in the same unit. */
  readonly limit?: { readonly name: string; readonly value: number };
  /** Median over the rounds of ours by the limit (`/s`) or of ours to the limit (`ms`): a ratio of two medians would mix rounds. */
  readonly ratio?: number;
  /** What it should reach, in words: `ratio 0.55 or more`, `15 ms or less`. */
  readonly aim?: string;
  /** Microseconds of CPU for each unit of work: of our process, and of PostgreSQL. */
  readonly cpuUs?: number;
  readonly postgresUs?: number;
  /** Most resident memory of our process. */
  readonly peakMb?: number;
}

/** The whole pass (1,000,000) rather than the quick one (100,000). */
export const IS_FULL = process.env['BENCH_FULL'] === '1';

export function scaled(quick: number, full: number): number {
  return IS_FULL ? full : quick;
}

/** Prints a row and keeps it for the table and the charts that `npm run bench` makes in the end. */
export function report(row: BenchRow): void {
  const limit = row.limit === undefined ? '' : `  ${row.limit.name} ${number(row.limit.value)}`;
  const ratio = row.ratio === undefined ? '' : `  ratio ${row.ratio.toFixed(2)}`;
  const cpu = row.cpuUs === undefined ? '' : `  CPU ${row.cpuUs.toFixed(0)} us each`;
  const postgres = row.postgresUs === undefined ? '' : ` + ${row.postgresUs.toFixed(0)} of PostgreSQL`;
  const memory = row.peakMb === undefined ? '' : `  at most ${row.peakMb.toFixed(0)} MB`;
  const aim = row.aim === undefined ? '' : `  (aim: ${row.aim})`;
  process.stdout.write(`${row.operation}: ${number(row.ours)} ${row.unit}${limit}${ratio}${cpu}${postgres}${memory}${aim}\n`);
  const file = process.env['BENCH_RESULTS'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(row)}\n`);
}

/** A row of what cannot be measured here, and why. */
export function leaveOut(operation: string, reason: string): void {
  process.stdout.write(`${operation}: left out, ${reason}\n`);
  const file = process.env['BENCH_RESULTS'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ operation, leftOut: reason })}\n`);
}

export function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function number(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 10 ? 1 : 2);
}
