import { DomainError } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { RUNS } from '../sources/runs.js';
import { SourceRepository } from '../sources/source.repository.js';
import { RunSource } from './run-source.js';

/** Of one source in one job; what is left goes on in the next one, so that a large provider does not keep others waiting. */
const MAX_RUN_MS = 10 * 60_000;
const MAX_SOURCES = 20;

export interface DueSourcesReport {
  readonly ran: number;
  readonly failed: number;
  readonly imported: number;
  readonly updated: number;
  readonly refused: number;
}

/** Runs the sources that are due, one after the other. For the worker alone; several at once never run the same one. */
@Injectable()
export class RunDueSources {
  constructor(
    private readonly database: Database,
    private readonly sources: SourceRepository,
    private readonly runs: RunSource,
  ) {}

  async execute(): Promise<DueSourcesReport> {
    const due = await this.database.as(RUNS, (tx) => this.sources.due(tx, MAX_SOURCES));
    const total = { ran: 0, failed: 0, imported: 0, updated: 0, refused: 0 };
    const faults: unknown[] = [];
    for (const sourceId of due) {
      try {
        const report = await this.runs.execute({ sourceId, maxMs: MAX_RUN_MS });
        total.ran += 1;
        total.failed += report.outcome === 'failed' ? 1 : 0;
        total.imported += report.imported.length;
        total.updated += report.updated.length;
        total.refused += report.refused.length;
      } catch (error) {
        const isTaken = error instanceof DomainError && error.code === 'SOURCE_RUNNING';
        if (!isTaken) faults.push(error);
      }
    }
    if (faults.length > 0) throw new AggregateError(faults, `${faults.length} sources failed`);
    return total;
  }
}
