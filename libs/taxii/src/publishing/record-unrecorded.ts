import { systemActor } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import { extensionObjects, publisherIdentity, tlpMarking } from '#libs/renditions';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { operatingCert } from './feed-publisher.js';
import { stixRow } from './stix-rows.js';
import { TaxiiRecorder } from './taxii-recorder.js';

/** At most this many are asked for at once; each is recorded in a transaction of its own. */
const BATCH = 100;
const SYSTEM = systemActor('taxii-records');

export interface RecordReport {
  readonly recorded: number;
  readonly failed: number;
}

/**
 * Makes up for what was published while nothing recorded it: before an upgrade, or by a process that died. Runs as the worker; may run several
 * times at once. One that fails is told and does not hold up the others.
 */
@Injectable()
export class RecordUnrecorded {
  private readonly logger = new Logger('taxii');

  constructor(
    private readonly database: Database,
    private readonly recorder: TaxiiRecorder,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async execute(): Promise<RecordReport> {
    await this.shareMarkings();
    const report = { recorded: 0, failed: 0 };
    for (let after: string | null = null; ;) {
      const found: readonly Unrecorded[] = await this.unrecorded(after);
      for (const { revision_id: revisionId } of found) report[(await this.record(revisionId)) ? 'recorded' : 'failed'] += 1;
      after = found.at(-1)?.advisory_id ?? null;
      if (found.length < BATCH) return report;
    }
  }

  /** The publisher, the definition of our extension and the labels are in every collection, whatever was published: that they appear must tell of nothing. */
  async shareMarkings(): Promise<void> {
    await this.database.as(SYSTEM, async (tx) => {
      const publisher = await operatingCert(tx, this.config);
      if (publisher === undefined) return;
      const markings = (['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT'] as const).map(tlpMarking);
      await tx.query('SELECT taxii.ensure_shared($1)', [
        JSON.stringify([publisherIdentity(publisher), ...extensionObjects(), ...markings].map(stixRow)),
      ]);
    });
  }

  private async unrecorded(after: string | null): Promise<readonly Unrecorded[]> {
    return this.database.as(SYSTEM, (tx) => tx.query<Unrecorded>('SELECT * FROM taxii.unrecorded($1, $2)', [after, BATCH]));
  }

  private async record(revisionId: string): Promise<boolean> {
    try {
      await this.database.as(SYSTEM, (tx) => this.recorder.record(tx, revisionId));
      return true;
    } catch (error) {
      this.logger.error(`revision ${revisionId} was not recorded: ${error instanceof Error ? error.name : 'unknown'}`);
      return false;
    }
  }
}

interface Unrecorded {
  readonly advisory_id: string;
  readonly revision_id: string;
}
