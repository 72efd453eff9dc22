import { systemActor } from '#libs/access';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { SendResult } from './claimed-alert.js';
import { FOR_BATCHES } from './delivery-claims.js';
import { EndpointHealth } from './endpoint-health.js';
import { END_CLAIMS, WRITE_RESULTS, WRITE_SENT } from './result-statement.js';
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

  /** Answers with the results that counted: those whose claim still stood. */
  async write(results: readonly SendResult[]): Promise<readonly SendResult[]> {
    const [sent, others] = partition(results);
    return this.database.as(
      SENDER,
      async (tx) => {
        const accepted = [...(await acceptSent(tx, sent)), ...(await acceptOthers(tx, others))];
        await this.health.note(tx, accepted);
        await this.fallbacks.forFailed(tx, accepted);
        return accepted;
      },
      FOR_BATCHES,
    );
  }

  /** Of these claims every result is written. One that is not ended here ends with its lease. */
  async end(claimIds: readonly string[]): Promise<void> {
    await this.database.as(SENDER, (tx) => tx.execute(END_CLAIMS, [claimIds]), FOR_BATCHES);
  }
}

function partition(results: readonly SendResult[]): [sent: SendResult[], others: SendResult[]] {
  const [sent, others]: [SendResult[], SendResult[]] = [[], []];
  for (const result of results) (result.outcome === 'sent' && result.reason === undefined ? sent : others).push(result);
  return [sent, others];
}

async function acceptSent(tx: Transaction, results: readonly SendResult[]): Promise<readonly SendResult[]> {
  if (results.length === 0) return results;
  const claims = placesOf(results);
  const rows = await tx.query<{ id: string }>(WRITE_SENT, [
    [...claims.keys()],
    listOf(results, ({ alert }) => alert.id),
    listOf(results, ({ alert }) => claims.get(alert.claimId)),
    listOf(results, ({ startedAtMs }) => startedAtMs),
    listOf(results, ({ durationMs }) => durationMs),
    listOf(results, ({ statusCode }) => statusCode),
    listOf(results, ({ error }) => error),
    excerptsOf(results),
  ]);
  return counted(results, rows);
}

async function acceptOthers(tx: Transaction, results: readonly SendResult[]): Promise<readonly SendResult[]> {
  if (results.length === 0) return results;
  const claims = placesOf(results);
  const rows = await tx.query<{ id: string }>(WRITE_RESULTS, [
    [...claims.keys()],
    listOf(results, ({ alert }) => alert.id),
    listOf(results, ({ alert }) => claims.get(alert.claimId)),
    listOf(results, ({ outcome }) => outcome),
    listOf(results, ({ startedAtMs }) => startedAtMs),
    listOf(results, ({ durationMs }) => durationMs),
    listOf(results, ({ delayMs }) => delayMs),
    listOf(results, ({ reason }) => reason),
    listOf(results, ({ statusCode }) => statusCode),
    listOf(results, ({ error }) => error),
    excerptsOf(results),
    listOf(results, ({ alert }) => alert.tries),
    results.map(({ alert }) => alert.destination),
    results.map(({ alert }) => alert.fallbackDueAt),
  ]);
  return counted(results, rows);
}

/** The claims of a batch, by their place in the list, counted from one: many results share few. */
function placesOf(results: readonly SendResult[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const { alert } of results) if (!places.has(alert.claimId)) places.set(alert.claimId, places.size + 1);
  return places;
}

/** A stranger's text: the driver writes it out with all that needs escaping. Most answers are empty. */
function excerptsOf(results: readonly SendResult[]): string | (string | null)[] {
  if (results.every(({ excerpt }) => excerpt === undefined)) return listOf(results, () => undefined);
  return results.map(({ excerpt }) => excerpt ?? null);
}

function counted(results: readonly SendResult[], rows: readonly { readonly id: string }[]): readonly SendResult[] {
  if (rows.length === results.length) return results;
  const ids = new Set(rows.map(({ id }) => id));
  return results.filter(({ alert }) => ids.has(alert.id));
}

const PLAIN = /^[\w.-]+$/;

/** A list as PostgreSQL reads it, of words and numbers of our own; the driver's way of writing lists costs more than the sends' other work. */
function listOf(results: readonly SendResult[], of: (result: SendResult) => string | number | undefined): string {
  const words = results.map((result) => {
    const value = of(result);
    if (value === undefined) return 'NULL';
    if (typeof value === 'string' && !PLAIN.test(value)) throw new Error('a word of a list has characters that words have not');
    return value;
  });
  return `{${words.join(',')}}`;
}
