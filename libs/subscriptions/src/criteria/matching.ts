import { isUuid } from '#libs/core';
import type { Transaction } from '#libs/database';
import type { MatchReason } from '#libs/renditions';
import { columnsOf } from './criteria-terms.js';
import type { Criteria } from './criteria.js';
import { reasonsFrom } from './match-reasons.js';
import type { Met } from './match-reasons.js';

/** How far back a preview looks, and where it stops counting. */
export const PREVIEW = { days: 90, newest: 20, countCap: 1_000 } as const;

export interface PreviewedAdvisory {
  readonly advisoryId: string;
  readonly publishedAt: string;
  readonly reasons: readonly MatchReason[];
}

export interface Preview {
  /** At most PREVIEW.countCap. */
  readonly count: number;
  /** Whether there are more than were counted. */
  readonly isMore: boolean;
  /** The newest first, at most PREVIEW.newest. */
  readonly newest: readonly PreviewedAdvisory[];
}

/** Whether the advisory is published, visible to the transaction's actor and met by the criteria. For live subscriptions. */
export async function matchesCriteria(tx: Transaction, criteria: Criteria, advisoryId: string): Promise<boolean> {
  if (!isUuid(advisoryId)) return false;
  const rows = await tx.prepared(
    'subscriptions.matches-criteria',
    `SELECT FROM advisories.advisory a, (SELECT subscriptions.unsaved($2) AS s OFFSET 0) wish
     WHERE a.id = $1 AND a.published_at IS NOT NULL AND a.withdrawn_at IS NULL AND subscriptions.matches(wish.s, a)`,
    [advisoryId, JSON.stringify(columnsOf(criteria))],
  );
  return rows.length > 0;
}

/**
 * What the criteria would have matched lately among what the transaction's actor may see now: one range of the index per visible set of
 * readers, under row-level security, so that nothing hidden is counted.
 */
export async function previewCriteria(tx: Transaction, criteria: Criteria): Promise<Preview> {
  const columns = columnsOf(criteria);
  const wish = JSON.stringify(columns);
  const found = await tx.query<{ id: string; published_at: string }>(
    `SELECT x.id, x.published_at FROM (SELECT subscriptions.unsaved($1) AS s OFFSET 0) wish,
       unnest((SELECT access.visible_sets())::int[]) v(reader_set),
       LATERAL (
         SELECT a.id, a.published_at FROM advisories.advisory a
         WHERE a.reader_set = v.reader_set AND a.published_at > now() - make_interval(days => $2) AND a.withdrawn_at IS NULL
           AND subscriptions.matches(wish.s, a)
         ORDER BY a.published_at DESC, a.id DESC LIMIT $3) x
     ORDER BY x.published_at DESC, x.id DESC LIMIT $3`,
    [wish, PREVIEW.days, PREVIEW.countCap + 1],
  );
  const newest = found.slice(0, PREVIEW.newest);
  const met = await tx.query<{ id: string; met: string[] }>(
    `SELECT a.id, subscriptions.met(wish.s, a) AS met FROM advisories.advisory a, (SELECT subscriptions.unsaved($1) AS s OFFSET 0) wish
     WHERE a.id = ANY ($2)`,
    [wish, newest.map(({ id }) => id)],
  );
  const metOf = new Map(met.map((row) => [row.id, row.met]));
  return {
    count: Math.min(found.length, PREVIEW.countCap),
    isMore: found.length > PREVIEW.countCap,
    newest: newest.map(({ id, published_at }) => ({
      advisoryId: id,
      publishedAt: published_at,
      reasons: reasonsFrom({ ...columns, met: metOf.get(id) ?? [] }),
    })),
  };
}

interface MatchRow extends Met {
  readonly number: string;
}

/**
 * Why each of these subscriptions matches what is published of the advisory now; one that does not match, or that the transaction's actor does
 * not see, is left out, and all are where the advisory is hidden.
 */
export async function reasonsBySubscription(
  tx: Transaction,
  numbers: readonly string[],
  advisoryId: string,
): Promise<ReadonlyMap<string, readonly MatchReason[]>> {
  if (!isUuid(advisoryId)) return new Map();
  const rows = await tx.query<MatchRow & Record<string, unknown>>(
    `SELECT s.number, subscriptions.met(s, a) AS met, s.min_severity, s.exploited_only
     FROM advisories.advisory a JOIN subscriptions.subscription s ON s.number = ANY ($2) AND subscriptions.matches(s, a)
     WHERE a.id = $1 AND a.published_at IS NOT NULL AND a.withdrawn_at IS NULL`,
    [advisoryId, numbers],
  );
  return new Map(rows.map((row) => [row.number, reasonsFrom(row)]));
}
