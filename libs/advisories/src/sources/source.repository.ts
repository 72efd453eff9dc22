import { newId } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { NO_COUNTS } from './source.js';
import type {
  KnownDocument,
  ListPositionOf,
  Source,
  SourceCounts,
  SourceDocumentOutcome,
  SourceOutcome,
  SourceProblem,
  SourceState,
} from './source.js';

type SourceRow = {
  readonly [Field in keyof Source]: Source[Field] | null;
};

const COLUMNS = `s.id, s.organisation_id AS "organisationId", s.url, s.publisher, s.state, s.run_as AS "runAs", s.added_at AS "addedAt",
  s.every_minutes AS "everyMinutes", s.next_run_at AS "nextRunAt", coalesce(s.running_until > clock_timestamp(), false) AS "isRunning",
  s.last_started_at AS "lastStartedAt", s.last_ended_at AS "lastEndedAt", s.last_outcome AS "lastOutcome", s.last_error AS "lastError", s.counts`;

export interface NewSource {
  readonly organisationId: string;
  readonly addedBy: string;
  readonly url: string;
  readonly runAs: string | undefined;
  readonly everyMinutes: number;
  /** Whether it is asked by itself from now on. */
  readonly state: SourceState;
}

/** A run that nobody else may disturb: every write of it names the run. */
export interface ClaimedRun {
  readonly sourceId: string;
  readonly runId: string;
  readonly url: string;
  readonly runAs: string | null;
  readonly lists: Readonly<Record<string, ListPositionOf>>;
}

export interface DocumentResult extends ListPositionOf {
  readonly url: string;
  readonly changed: string;
  readonly outcome: SourceDocumentOutcome;
  readonly place?: string;
  readonly reason?: string;
  readonly advisoryId?: string;
}

/** All SQL of sources. Row-level security gives them to the desk, its administrators and the runs of the worker. */
@Injectable()
export class SourceRepository {
  /** Undefined where the organisation has it already. */
  async insert(tx: Transaction, source: NewSource): Promise<Source | undefined> {
    const known = await tx.find('SELECT id FROM advisories.source WHERE organisation_id = $1 AND url = $2', [
      source.organisationId,
      source.url,
    ]);
    if (known !== undefined) return undefined;
    const row = await tx.find<SourceRow>(
      `INSERT INTO advisories.source AS s (id, organisation_id, added_by, url, run_as, every_minutes, state, next_run_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $7 = 'active' THEN clock_timestamp() END) RETURNING ${COLUMNS}`,
      [newId(), source.organisationId, source.addedBy, source.url, source.runAs ?? null, source.everyMinutes, source.state],
    );
    return row && sourceFrom(row);
  }

  async findByUrl(tx: Transaction, organisationId: string, url: string): Promise<Source | undefined> {
    const row = await tx.find<SourceRow>(`SELECT ${COLUMNS} FROM advisories.source s WHERE s.organisation_id = $1 AND s.url = $2`, [
      organisationId,
      url,
    ]);
    return row && sourceFrom(row);
  }

  async find(tx: Transaction, id: string): Promise<Source | undefined> {
    const row = await tx.find<SourceRow>(`SELECT ${COLUMNS} FROM advisories.source s WHERE s.id = $1`, [id]);
    return row && sourceFrom(row);
  }

  async all(tx: Transaction): Promise<readonly Source[]> {
    const rows = await tx.query<SourceRow>(`SELECT ${COLUMNS} FROM advisories.source s ORDER BY s.added_at, s.id`);
    return rows.map(sourceFrom);
  }

  /** Documents that are not here, the newest first. */
  async problems(tx: Transaction, id: string, limit: number): Promise<readonly SourceProblem[]> {
    return tx.query<SourceProblem>(
      `SELECT url, outcome, place, coalesce(reason, '') AS reason, tries, done_at AS at FROM advisories.source_document
       WHERE source_id = $1 AND outcome IN ('refused', 'unavailable') ORDER BY done_at DESC, url LIMIT $2`,
      [id, limit],
    );
  }

  /** `runAs` stays as it is where it is undefined. */
  async change(
    tx: Transaction,
    id: string,
    { state, everyMinutes, runAs }: { state?: SourceState; everyMinutes?: number; runAs?: string },
  ): Promise<void> {
    await tx.execute(
      `UPDATE advisories.source SET state = coalesce($2, state), every_minutes = coalesce($3, every_minutes), run_as = coalesce($4, run_as),
         next_run_at = CASE coalesce($2, state) WHEN 'paused' THEN NULL ELSE coalesce(next_run_at, clock_timestamp()) END WHERE id = $1`,
      [id, state ?? null, everyMinutes ?? null, runAs ?? null],
    );
  }

  /** A run that is asked for is due at once, also of a source that is paused. */
  async makeDue(tx: Transaction, id: string): Promise<void> {
    await tx.execute('UPDATE advisories.source SET next_run_at = clock_timestamp() WHERE id = $1', [id]);
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.execute('DELETE FROM advisories.source WHERE id = $1', [id]);
  }

  /** Ids of what is due and not under way. */
  async due(tx: Transaction, limit: number): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM advisories.source WHERE next_run_at <= clock_timestamp() AND coalesce(running_until <= clock_timestamp(), true)
       ORDER BY next_run_at LIMIT $1`,
      [limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Undefined where somebody else is at it, or it is gone. */
  async claim(tx: Transaction, id: string, leaseSeconds: number): Promise<ClaimedRun | undefined> {
    return tx.find<ClaimedRun & Record<string, unknown>>(
      `UPDATE advisories.source SET run_id = gen_random_uuid(), running_until = clock_timestamp() + make_interval(secs => $2),
         last_started_at = clock_timestamp(), counts = $3
       WHERE id = $1 AND coalesce(running_until <= clock_timestamp(), true)
       RETURNING id AS "sourceId", run_id AS "runId", url, run_as AS "runAs", lists`,
      [id, leaseSeconds, JSON.stringify(NO_COUNTS)],
    );
  }

  async knownAmong(tx: Transaction, sourceId: string, urls: readonly string[]): Promise<readonly KnownDocument[]> {
    return tx.query<KnownDocument & Record<string, unknown>>(
      `SELECT url, changed, outcome, etag, last_modified AS "lastModified" FROM advisories.source_document WHERE source_id = $1 AND url = ANY ($2)`,
      [sourceId, urls],
    );
  }

  /** Writes what became of a document and how far the run is, and keeps the run. Answers whether it is still this one's. */
  async advance(
    tx: Transaction,
    run: ClaimedRun,
    counts: SourceCounts,
    { leaseSeconds, result }: { leaseSeconds: number; result?: DocumentResult },
  ): Promise<boolean> {
    const kept = await tx.execute(
      `UPDATE advisories.source SET counts = $3, running_until = clock_timestamp() + make_interval(secs => $4) WHERE id = $1 AND run_id = $2`,
      [run.sourceId, run.runId, JSON.stringify(counts), leaseSeconds],
    );
    if (kept === 0) return false;
    if (result !== undefined) await this.writeDocument(tx, run.sourceId, result);
    return true;
  }

  private async writeDocument(tx: Transaction, sourceId: string, result: DocumentResult): Promise<void> {
    const { url, changed, etag, lastModified, outcome, place, reason, advisoryId } = result;
    await tx.execute(
      `INSERT INTO advisories.source_document AS d (source_id, url, changed, etag, last_modified, outcome, place, reason, advisory_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (source_id, url) DO UPDATE SET changed = $3, etag = $4, last_modified = $5, outcome = $6, place = $7, reason = $8,
         advisory_id = coalesce($9, d.advisory_id), tries = CASE WHEN d.outcome = 'unavailable' THEN d.tries + 1 ELSE 1 END, done_at = clock_timestamp()`,
      [
        sourceId,
        url,
        changed,
        etag ?? null,
        lastModified ?? null,
        outcome,
        place ?? null,
        reason?.slice(0, 2_000) ?? null,
        advisoryId ?? null,
      ],
    );
  }

  async end(
    tx: Transaction,
    run: ClaimedRun,
    {
      outcome,
      error,
      lists,
      publisher,
      retryInMinutes,
    }: { outcome: SourceOutcome; error?: string; lists?: object; publisher?: string; retryInMinutes?: number },
  ): Promise<void> {
    await tx.execute(
      `UPDATE advisories.source SET run_id = NULL, running_until = NULL, last_ended_at = clock_timestamp(), last_outcome = $3, last_error = $4,
         lists = coalesce($5, lists), publisher = coalesce($6, publisher),
         next_run_at = CASE state WHEN 'active' THEN clock_timestamp() + make_interval(mins => coalesce($7, every_minutes)) END
       WHERE id = $1 AND run_id = $2`,
      [
        run.sourceId,
        run.runId,
        outcome,
        error?.slice(0, 4_000) ?? null,
        lists === undefined ? null : JSON.stringify(lists),
        publisher ?? null,
        retryInMinutes ?? null,
      ],
    );
  }
}

function sourceFrom(row: SourceRow): Source {
  const present = Object.entries(row).filter(([, value]) => value !== null);
  return { ...(Object.fromEntries(present) as unknown as Source), counts: { ...NO_COUNTS, ...row.counts } };
}
