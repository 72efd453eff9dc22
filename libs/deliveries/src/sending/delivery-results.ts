import { systemActor } from '#libs/access';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { SendResult } from './claimed-alert.js';
import { PLANNED_FOR_THE_BATCH } from './delivery-claims.js';
import { EndpointHealth } from './endpoint-health.js';
import { WRITE_RESULTS } from './result-statement.js';
import { UrgentFallbacks } from './urgent-fallbacks.js';

const SENDER = systemActor('send-deliveries');

/** Writes what came of sends, a batch at a time, and what it means for the endpoints. */
@Injectable()
export class DeliveryResults {
  constructor(
    private readonly database: Database,
    private readonly health: EndpointHealth,
    private readonly fallbacks: UrgentFallbacks,
  ) {}

  /** Answers with the results that counted: those whose claim was still the newest. */
  async write(results: readonly SendResult[]): Promise<readonly SendResult[]> {
    return this.database.as(SENDER, async (tx) => {
      const accepted = await accept(tx, results);
      await this.health.note(tx, accepted);
      await this.fallbacks.forFailed(tx, accepted);
      return accepted;
    });
  }
}

async function accept(tx: Transaction, results: readonly SendResult[]): Promise<readonly SendResult[]> {
  await tx.execute(PLANNED_FOR_THE_BATCH);
  const rows = await tx.prepared<{ id: string }>('write-results', WRITE_RESULTS, [
    results.map(({ alert }) => alert.id),
    results.map(({ alert }) => alert.leaseNumber),
    results.map(({ outcome }) => outcome),
    results.map(({ startedAtMs }) => startedAtMs),
    results.map(({ durationMs }) => durationMs),
    results.map(({ delayMs }) => delayMs ?? null),
    results.map(({ reason }) => reason ?? null),
    results.map(({ statusCode }) => statusCode ?? null),
    results.map(({ error }) => error ?? null),
    results.map(({ excerpt }) => excerpt ?? null),
  ]);
  if (rows.length === results.length) return results;
  const counted = new Set(rows.map(({ id }) => id));
  return results.filter(({ alert }) => counted.has(alert.id));
}
