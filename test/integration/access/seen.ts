import type { Client } from 'pg';
import { DomainError } from '#libs/core';
import type { Database, Transaction } from '#libs/database';
import type { Principal, World } from './world.js';

/** What one principal gets from the database in a real context. */
export interface Seen {
  readonly keys: readonly string[];
  readonly advisories: ReadonlySet<string>;
  readonly revisions: ReadonlySet<string>;
  readonly indicators: ReadonlySet<string>;
}

async function look(tx: Transaction): Promise<Seen> {
  const rows = await tx.query<{ of: 'advisory' | 'revision' | 'indicator'; id: string }>(
    `SELECT 'advisory' AS of, id FROM advisories.advisory UNION ALL SELECT 'revision', id FROM advisories.revision
     UNION ALL SELECT 'indicator', id FROM advisories.indicator`,
  );
  const ids = (of: string) => new Set(rows.filter((row) => row.of === of).map((row) => row.id));
  return { keys: tx.actor.keys, advisories: ids('advisory'), revisions: ids('revision'), indicators: ids('indicator') };
}

const AT_ONCE = 6;

/** Asks as everyone. Who cannot sign in (suspended) looks as the visitor does. */
export async function lookAsEveryone(database: Database, world: World): Promise<Map<Principal, Seen>> {
  const seen = new Map<Principal, Seen>();
  const asVisitor = (error: unknown) => {
    if (error instanceof DomainError && error.code === 'UNAUTHENTICATED') return database.as({ credential: { kind: 'anonymous' } }, look);
    throw error;
  };
  const waiting = [...world.principals];
  const lookOn = async () => {
    for (let principal = waiting.pop(); principal; principal = waiting.pop())
      seen.set(principal, await database.as(principal, look).catch(asVisitor));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lookOn));
  return seen;
}

/** The inverse question, for every text: person id → whether a password is enough. */
export async function askWhoMayRead(client: Client): Promise<Map<string, Map<string, boolean>>> {
  const { rows } = await client.query<{ id: string; person_id: string; without_second_factor: boolean }>(
    `SELECT a.id, r.person_id, r.without_second_factor
     FROM advisories.advisory a JOIN LATERAL access.readers_of_set(a.reader_set) r ON true`,
  );
  const answer = new Map<string, Map<string, boolean>>();
  for (const row of rows)
    answer.set(row.id, (answer.get(row.id) ?? new Map<string, boolean>()).set(row.person_id, row.without_second_factor));
  return answer;
}
