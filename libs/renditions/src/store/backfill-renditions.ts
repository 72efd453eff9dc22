import { systemActor } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import { Inject, Injectable } from '@nestjs/common';
import { RenditionRecorder } from './rendition-recorder.js';

const BACKFILL = systemActor('renditions');
const BATCH = 100;

export interface BackfillReport {
  readonly recorded: number;
}

/**
 * Renders what was published before renditions were kept, each revision in a transaction of its own. For the worker's role alone. Running twice
 * renders once. Throws at the end where some could not be rendered.
 */
@Injectable()
export class BackfillRenditions {
  constructor(
    private readonly database: Database,
    private readonly recorder: RenditionRecorder,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async execute(onProgress: (recorded: number) => void = () => undefined): Promise<BackfillReport> {
    const faults = new Map<string, unknown>();
    let recorded = 0;
    for (;;) {
      const missing = await this.database.as(BACKFILL, (tx) =>
        tx.query<{ id: string }>('SELECT revision_id AS id FROM renditions.missing($1, $2)', [
          BATCH + faults.size,
          this.config.isCsaf21Served,
        ]),
      );
      const due = missing.filter(({ id }) => !faults.has(id));
      if (due.length === 0) break;
      for (const { id } of due) {
        if (await this.recordOne(id, faults)) recorded += 1;
        onProgress(recorded);
      }
    }
    if (faults.size > 0) throw new AggregateError(faults.values(), `${faults.size} revisions could not be rendered`);
    return { recorded };
  }

  private async recordOne(id: string, faults: Map<string, unknown>): Promise<boolean> {
    try {
      return await this.database.as(BACKFILL, (tx) => this.recorder.recordWhereDue(tx, id));
    } catch (error) {
      faults.set(id, error);
      return false;
    }
  }
}
