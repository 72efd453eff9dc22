import { workerFor } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { DomainError } from '#libs/core';
import { Database } from '#libs/database';
import { OutsideClient } from '#libs/network';
import { Injectable } from '@nestjs/common';
import { ImportRun } from '../import-run.js';
import { BatchReport } from '../import/import-report.js';
import type { ImportReport } from '../import/import-report.js';
import { findProvider } from '../sources/find-provider.js';
import { loadKeys } from '../sources/provider-keys.js';
import { readLists } from '../sources/provider-lists.js';
import { ProviderDocuments } from '../sources/provider-run.js';
import { RUNS } from '../sources/runs.js';
import { nobodyImports, sourceIsRunning } from '../sources/source.errors.js';
import type { SourceOutcome, SourceProgress } from '../sources/source.js';
import { SourceRepository } from '../sources/source.repository.js';
import type { ClaimedRun } from '../sources/source.repository.js';
import { SourceWork } from '../sources/source-work.js';

/** Longer than any one document can take; whoever dies holds up a source no longer than that. */
const LEASE_SECONDS = 900;
/** A source that gave nothing is asked again soon, and not at once. */
const RETRY_MINUTES = 15;

export interface RunRequest {
  readonly sourceId: string;
  /** After which it stops, and goes on with the next run. */
  readonly maxMs?: number;
  readonly onProgress?: (progress: SourceProgress) => void;
  /** Stops it after the document under way. */
  readonly signal?: AbortSignal;
}

export interface SourceRunReport extends ImportReport {
  readonly outcome: SourceOutcome;
  readonly error?: string;
}

/**
 * Imports what is new at a provider: finds its lists, fetches what they say has changed, checks hash and signature before anything is read, and
 * stores each document as a draft in the name of the person who has taken the source on. Stopped at any point, the next run goes on from there.
 * For the worker's role alone. Throws the conflict SOURCE_RUNNING where it is under way.
 */
@Injectable()
export class RunSource {
  constructor(
    private readonly database: Database,
    private readonly sources: SourceRepository,
    private readonly client: OutsideClient,
    private readonly imports: ImportRun,
    private readonly audit: AuditLog,
  ) {}

  async execute(request: RunRequest): Promise<SourceRunReport> {
    const run = await this.database.as(RUNS, (tx) => this.sources.claim(tx, request.sourceId, LEASE_SECONDS));
    if (run === undefined) throw sourceIsRunning();
    const batch = new BatchReport();
    try {
      const result = await this.work(run, request, batch);
      await this.end(run, result);
      return { ...reportOf(batch), outcome: result.outcome, ...(result.error === undefined ? {} : { error: result.error }) };
    } catch (error) {
      const reason = error instanceof DomainError ? error.message : 'A fault on our side; the log of the worker has it.';
      await this.end(run, { outcome: 'failed', error: reason, retryInMinutes: RETRY_MINUTES });
      if (!(error instanceof DomainError)) throw error;
      return { ...reportOf(batch), outcome: 'failed', error: reason };
    }
  }

  private async work(run: ClaimedRun, request: RunRequest, batch: BatchReport): Promise<RunResult> {
    if (run.runAs === null) throw nobodyImports();
    const importer: Actor = workerFor({ kind: 'person', id: run.runAs });
    const provider = await findProvider(this.client, run.url);
    const { keys, problems: keyProblems } = await loadKeys(this.client, provider);
    const lists = await readLists(this.client, provider, run.lists);
    const problems = [...keyProblems, ...lists.problems];
    if (provider.metadataUrl === undefined) problems.push('No metadata of a provider was found, so no signature could be checked.');
    if (lists.answered === 0 && provider.document === undefined && lists.documents.length === 0) {
      const reason = problems.join(' ') || 'It lists no documents.';
      throw new DomainError('unavailable', 'SOURCE_UNAVAILABLE', reason);
    }
    const rule = { keys, needsBoth: provider.isTrusted, needsHash: provider.metadataUrl === undefined };
    const documents = new ProviderDocuments(this.client, this.imports, rule);
    const work = new SourceWork({ database: this.database, sources: this.sources, documents, run, importer, leaseSeconds: LEASE_SECONDS });
    const isWorkedOff = await work.through(lists.documents, request, (report) => {
      batch.add(report);
    });
    const error = problems.join(' ') || undefined;
    const { publisher } = provider;
    const isComplete = isWorkedOff && lists.problems.length === 0;
    return {
      outcome: isComplete ? 'complete' : 'partial',
      ...(error === undefined ? {} : { error }),
      ...(publisher === undefined ? {} : { publisher }),
      ...(isWorkedOff ? { lists: lists.positions } : {}),
      ...(isWorkedOff ? {} : { retryInMinutes: work.wasStopped ? 0 : RETRY_MINUTES }),
    };
  }

  private async end(run: ClaimedRun, result: RunResult): Promise<void> {
    await this.database.as(RUNS, async (tx) => {
      await this.sources.end(tx, run, result);
      await this.audit.append(tx, RUNS, {
        action: 'source:run',
        subjectType: 'source',
        subjectId: run.sourceId,
        detail: { outcome: result.outcome },
      });
    });
  }
}

interface RunResult {
  readonly outcome: SourceOutcome;
  readonly error?: string;
  readonly publisher?: string;
  readonly lists?: object;
  readonly retryInMinutes?: number;
}

function reportOf({ imported, updated, unchanged, refused, objects }: BatchReport): ImportReport {
  return { imported, updated, unchanged, refused, objects };
}
