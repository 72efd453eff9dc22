import { systemActor } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Clock } from '#libs/core';
import { Database } from '#libs/database';
import { Inject, Injectable } from '@nestjs/common';

export interface ForgetReport {
  readonly attempts: number;
  readonly deliveries: number;
  readonly guessCounts: number;
}

const FORGETTING = systemActor('forget-old-deliveries');
const DAY_MS = 86_400_000;
const BATCH = 2_000;
/** A million rows in one run; what is left waits for the next. */
const MAX_BATCHES = 500;

/**
 * What is older than it is kept goes, in batches that hold no lock for long: attempts, deliveries that no later alert asks for, and counts of
 * tries that have run out. Never what is pending.
 */
@Injectable()
export class ForgetOldDeliveries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async execute(): Promise<ForgetReport> {
    const { keepAttemptsDays, keepDeliveriesDays } = this.config;
    return {
      attempts: await this.inBatches('SELECT deliveries.forget_attempts($1, $2) AS gone', this.before(keepAttemptsDays)),
      deliveries: await this.inBatches('SELECT deliveries.forget_deliveries($1, $2) AS gone', this.before(keepDeliveriesDays)),
      guessCounts: await this.inBatches(
        `WITH gone AS (DELETE FROM accounts.guess_count WHERE key IN (SELECT key FROM accounts.guess_count
           WHERE expire < extract(epoch FROM $1::timestamptz) * 1000 LIMIT $2) RETURNING 1) SELECT count(*)::int AS gone FROM gone`,
        this.before(1),
      ),
    };
  }

  private before(days: number): string {
    return new Date(this.clock.nowMs() - days * DAY_MS).toISOString();
  }

  private async inBatches(sql: string, before: string): Promise<number> {
    let count = 0;
    for (let batch = 0; batch < MAX_BATCHES; batch++) {
      const row = await this.database.as(FORGETTING, (tx) => tx.find<{ gone: number }>(sql, [before, BATCH]));
      count += row?.gone ?? 0;
      if ((row?.gone ?? 0) < BATCH) break;
    }
    return count;
  }
}
