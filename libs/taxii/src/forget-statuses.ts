import { systemActor } from '#libs/access';
import { Clock } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';

/** Twice the day that TAXII 2.1 section 4.3 asks for. */
const KEPT_MS = 48 * 60 * 60 * 1_000;

/** Forgets what became of submissions long ago; the submissions themselves stay. */
@Injectable()
export class ForgetStatuses {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Answers how many were forgotten. */
  async execute(): Promise<number> {
    const before = new Date(this.clock.nowMs() - KEPT_MS).toISOString();
    return this.database.as(systemActor('taxii-statuses'), async (tx) => {
      const row = await tx.find<{ forgotten: number }>('SELECT taxii.forget_statuses($1) AS forgotten', [before]);
      return row?.forgotten ?? 0;
    });
  }
}
