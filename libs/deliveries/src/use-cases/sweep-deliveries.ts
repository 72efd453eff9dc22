import { systemActor } from '#libs/access';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { UrgentFallbacks } from '../sending/urgent-fallbacks.js';

export interface SweepReport {
  /** Pending deliveries that were neither due nor in a claim: there should never be one. They are due now. */
  readonly repaired: number;
  /** Due for more than five minutes and in nobody's hands: the senders do not keep up, or there are none. */
  readonly stuck: number;
  /** Urgent alerts that went by email too. */
  readonly fallbacks: number;
}

const SWEEPER = systemActor('sweep-deliveries');
const STUCK_SECONDS = 300;
const FALLBACK_BATCH = 500;
/** 50,000 in one run; what is left waits a minute. */
const MAX_FALLBACK_BATCHES = 100;

/** What the tables say is unfinished, without trusting that anybody was told. A claim whose lease is over needs no hand: the senders put back what it held. */
const REPAIR = `
INSERT INTO deliveries.due (delivery_id, endpoint_id, destination, channel, is_urgent)
SELECT d.id, d.endpoint_id, deliveries.destination_of(e.channel, e.address), d.channel, d.is_urgent
FROM deliveries.delivery d JOIN subscriptions.endpoint e ON e.id = d.endpoint_id
WHERE d.status = 'pending' AND d.created_at > now() - interval '2 hours'
  AND NOT EXISTS (SELECT FROM deliveries.due q WHERE q.delivery_id = d.id)
  AND d.id NOT IN (SELECT unnest(k.deliveries) FROM deliveries.claim k)
ON CONFLICT (delivery_id) DO NOTHING`;

@Injectable()
export class SweepDeliveries {
  constructor(
    private readonly database: Database,
    private readonly fallbacks: UrgentFallbacks,
  ) {}

  async execute(): Promise<SweepReport> {
    const repaired = await this.database.as(SWEEPER, (tx) => tx.execute(REPAIR));
    const fallbacks = await this.fallBack();
    const stuck = await this.database.as(SWEEPER, async (tx) => {
      await tx.execute("SELECT pg_notify('harbourlight_deliveries', '')");
      return countStuck(tx);
    });
    return { repaired, stuck, fallbacks };
  }

  private async fallBack(): Promise<number> {
    let count = 0;
    for (let batch = 0; batch < MAX_FALLBACK_BATCHES; batch++) {
      const some = await this.database.as(SWEEPER, (tx) => this.fallbacks.forOverdue(tx, FALLBACK_BATCH));
      count += some;
      if (some < FALLBACK_BATCH) break;
    }
    return count;
  }
}

async function countStuck(tx: Transaction): Promise<number> {
  const row = await tx.find<{ count: number }>(
    `SELECT count(*)::int AS count FROM deliveries.due
     WHERE next_attempt_at < now() - interval '1 second' * $1::int`,
    [STUCK_SECONDS],
  );
  return row?.count ?? 0;
}
