import { Clock, invalid } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { readFilter } from '../advisory-filter.js';
import type { AdvisoryFilter } from '../advisory-filter.js';
import { KINDS, SEVERITIES } from '../content.js';
import type { Kind, Severity } from '../content.js';

const MAX_MONTHS = 120;
/** Rows that a filter by name, product or time may read; what is beyond makes the numbers lower bounds. */
const MAX_ROWS = 20_000;
const MAX_NAMES = 20;

export type SeverityCounts = Readonly<Record<Severity, number>>;

export interface MonthCounts extends SeverityCounts {
  /** `2026-11`. */
  readonly month: string;
  readonly total: number;
  readonly exploited: number;
}

export interface NameCount {
  readonly kind: 'vendor' | 'product';
  readonly name: string;
  readonly advisories: number;
}

export interface AdvisoryStatisticsReport {
  /** Oldest first, months without an advisory too. */
  readonly months: readonly MonthCounts[];
  readonly total: number;
  readonly exploited: number;
  readonly bySeverity: SeverityCounts;
  readonly byKind: readonly { readonly kind: Kind; readonly advisories: number }[];
  /** False where more rows matched than are counted: every number is then at least so much. */
  readonly isExact: boolean;
}

interface CellRow extends Record<string, unknown> {
  readonly month: string;
  readonly kind: Kind;
  readonly severity: number;
  readonly exploited: boolean;
  readonly advisories: number;
  readonly is_capped: boolean;
}

/** Numbers of what the transaction's own context may see, and of nothing else. */
@Injectable()
export class AdvisoryStatistics {
  constructor(private readonly clock: Clock) {}

  /** The last `months` months (1 to 120, UTC) with the present one, by when an advisory was first published. Throws INVALID_INPUT. */
  async report(tx: Transaction, months: number, filter?: AdvisoryFilter): Promise<AdvisoryStatisticsReport> {
    if (!Number.isInteger(months) || months < 1 || months > MAX_MONTHS)
      throw invalid([{ path: 'months', expected: `a whole number from 1 to ${MAX_MONTHS}`, received: String(months) }]);
    const names = monthsUntil(this.clock.now(), months);
    const rows = await tx.query<CellRow>(
      `SELECT to_char(month, 'YYYY-MM') AS month, kind, severity, exploited, advisories, is_capped
       FROM advisories.visible_statistics($1, $2, $3)`,
      [readFilter(filter), `${names[0] ?? ''}-01`, MAX_ROWS],
    );
    const count = (some: readonly CellRow[]) => some.reduce((sum, { advisories }) => sum + advisories, 0);
    const severities = (some: readonly CellRow[]): SeverityCounts => {
      const of = (severity: Severity) => count(some.filter((row) => SEVERITIES[row.severity] === severity));
      return { low: of('low'), medium: of('medium'), high: of('high'), critical: of('critical') };
    };
    const exploited = (some: readonly CellRow[]) => count(some.filter((row) => row.exploited));
    const byMonth = Map.groupBy(rows, ({ month }) => month);
    return {
      months: names.map((month) => {
        const own = byMonth.get(month) ?? [];
        return { month, ...severities(own), total: count(own), exploited: exploited(own) };
      }),
      total: count(rows),
      exploited: exploited(rows),
      bySeverity: severities(rows),
      byKind: KINDS.map((kind) => ({ kind, advisories: count(rows.filter((row) => row.kind === kind)) })),
      isExact: !rows.some((row) => row.is_capped),
    };
  }

  /** Vendors and products whose name begins so, by how many visible advisories name them. At most 20 of each sort that is asked for. */
  async names(tx: Transaction, prefix: string, kind?: NameCount['kind'], limit = MAX_NAMES): Promise<NameCount[]> {
    return tx.query<NameCount & Record<string, unknown>>(
      'SELECT sort AS kind, name, advisories FROM advisories.visible_names($1, $2, $3)',
      [prefix.slice(0, 200).toWellFormed().replaceAll('\0', ' '), kind ?? null, Math.min(limit, MAX_NAMES)],
    );
  }
}

/** `2026-10`, `2026-11`: the last of them the month of `now`, in UTC. */
function monthsUntil(now: Date, months: number): string[] {
  return Array.from({ length: months }, (_, back) => {
    const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (months - 1 - back), 1));
    return first.toISOString().slice(0, 7);
  });
}
