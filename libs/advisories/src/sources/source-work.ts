import type { Actor } from '#libs/access';
import type { Database } from '#libs/database';
import { inOrder } from '../import/in-order.js';
import type { DocumentReport } from '../import/import-report.js';
import type { ListedDocument } from './provider.js';
import type { FetchedDocument, ProviderDocuments } from './provider-run.js';
import { RUNS } from './runs.js';
import { NO_COUNTS } from './source.js';
import type { KnownDocument, SourceCounts, SourceProgress } from './source.js';
import { sourceIsRunning } from './source.errors.js';
import type { ClaimedRun, SourceRepository } from './source.repository.js';

/** Fetched and proven while earlier ones are stored. */
const FETCH_AHEAD = 3;
/** Rows of one question to the database. */
const PART = 1_000;

export interface SourceWorkOptions {
  readonly database: Database;
  readonly sources: SourceRepository;
  readonly documents: ProviderDocuments;
  readonly run: ClaimedRun;
  readonly importer: Actor;
  readonly leaseSeconds: number;
}

export interface WorkLimits {
  readonly maxMs?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SourceProgress) => void;
}

/** Works through the documents of a provider's lists, those left out that are here as they are listed. */
export class SourceWork {
  wasStopped = false;
  private counts: SourceCounts = NO_COUNTS;

  constructor(private readonly options: SourceWorkOptions) {}

  /** Answers whether all is done and nothing must be asked for again. */
  async through(listed: readonly ListedDocument[], limits: WorkLimits, tell: (report: DocumentReport) => void): Promise<boolean> {
    const endsAtMs = performance.now() + (limits.maxMs ?? Number.POSITIVE_INFINITY);
    const known = new Map<string, KnownDocument>();
    const waiting = await this.unfinished(listed, known);
    this.counts = { ...NO_COUNTS, listed: listed.length, found: waiting.length };
    await this.advance(undefined);
    const isOver = () => limits.signal?.aborted === true || performance.now() > endsAtMs;
    const stoppable = async function* (): AsyncGenerator<ListedDocument> {
      for (const document of waiting) {
        if (isOver()) return;
        yield await Promise.resolve(document);
      }
    };
    for await (const fetched of inOrder(
      stoppable(),
      (each) => this.options.documents.fetch(each, known.get(each.urls[0] ?? '')),
      FETCH_AHEAD,
    )) {
      const report = await this.finish(fetched);
      tell(report);
      limits.onProgress?.({ counts: this.counts, last: report });
    }
    this.wasStopped = this.counts.done < waiting.length;
    return !this.wasStopped && this.counts.unavailable === 0;
  }

  /** New, changed, or not to be had before; where the list does not say what changed, everything. */
  private async unfinished(listed: readonly ListedDocument[], known: Map<string, KnownDocument>): Promise<readonly ListedDocument[]> {
    const { database, sources, run } = this.options;
    for (let at = 0; at < listed.length; at += PART) {
      const urls = listed.slice(at, at + PART).map(({ urls: [url = ''] }) => url);
      const rows = await database.as(RUNS, (tx) => sources.knownAmong(tx, run.sourceId, urls));
      for (const row of rows) known.set(row.url, row);
    }
    return listed.filter(({ urls: [url = ''], changed }) => {
      const before = known.get(url);
      return before === undefined || before.outcome === 'unavailable' || changed === '' || before.changed !== changed;
    });
  }

  private async finish(fetched: FetchedDocument): Promise<DocumentReport> {
    const { outcome, ...report } = await this.options.documents.store(this.options.importer, fetched, {});
    this.counts = { ...this.counts, done: this.counts.done + 1, [outcome]: this.counts[outcome] + 1 };
    const [refusal] = report.refused;
    const advisoryId = report.outcomes[0]?.advisoryId;
    await this.advance({
      url: fetched.listed.urls[0] ?? '',
      changed: fetched.listed.changed,
      outcome,
      ...(fetched.etag === undefined ? {} : { etag: fetched.etag }),
      ...(fetched.lastModified === undefined ? {} : { lastModified: fetched.lastModified }),
      ...(refusal?.place === undefined ? {} : { place: refusal.place }),
      ...(refusal === undefined ? {} : { reason: refusal.reason }),
      ...(advisoryId === undefined ? {} : { advisoryId }),
    });
    return report;
  }

  private async advance(result: Parameters<SourceRepository['advance']>[3]['result']): Promise<void> {
    const { database, sources, run, leaseSeconds } = this.options;
    const isOurs = await database.as(RUNS, (tx) =>
      sources.advance(tx, run, this.counts, { leaseSeconds, ...(result === undefined ? {} : { result }) }),
    );
    if (!isOurs) throw sourceIsRunning();
  }
}
