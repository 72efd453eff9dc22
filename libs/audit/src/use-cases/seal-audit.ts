import { systemActor } from '#libs/access';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { GENESIS, hashOfEntries, hashOfSeal, SEALED_COLUMNS } from '../chain.js';
import type { SealedFields } from '../chain.js';

/** The purpose that the database lets read all entries and write seals, to the worker's role alone. */
export const AUDIT_SEALER = systemActor('audit-sealer');

const MAX_ENTRIES = 5000;
const MAX_SEALS_PER_RUN = 1000;
/** Any number that no other lock of this database uses. */
const SEALER_LOCK = 4_820_261_124;

interface LastSeal {
  readonly id: string;
  readonly hash: Buffer;
}

/**
 * Chains what has been written since the last seal. Entries are taken below the snapshot horizon: no transaction that is still open can add one
 * beneath them. The horizon is the server's, so that any long writing transaction on it delays the seal. To be run every few seconds; two at once
 * wait for each other.
 */
@Injectable()
export class SealAudit {
  constructor(private readonly database: Database) {}

  /** How many entries were sealed. */
  async execute(): Promise<{ readonly sealed: number }> {
    let sealed = 0;
    for (let seal = 0; seal < MAX_SEALS_PER_RUN; seal++) {
      const count = await this.database.as(AUDIT_SEALER, (tx) => sealBatch(tx));
      sealed += count;
      if (count < MAX_ENTRIES) break;
    }
    return { sealed };
  }
}

async function sealBatch(tx: Transaction): Promise<number> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [SEALER_LOCK]);
  const entries = await tx.query<SealedFields & Record<string, unknown>>(
    `SELECT ${SEALED_COLUMNS} FROM audit.entry
     WHERE seal_id IS NULL AND written_in < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY id LIMIT $1`,
    [MAX_ENTRIES],
  );
  const first = entries[0];
  const last = entries.at(-1);
  if (!first || !last) return 0;
  const previous = await tx.find<LastSeal & Record<string, unknown>>('SELECT id, hash FROM audit.seal ORDER BY id DESC LIMIT 1');
  const content = {
    id: String(BigInt(previous?.id ?? '0') + 1n),
    firstEntryId: first.id,
    lastEntryId: last.id,
    entryCount: entries.length,
    entriesHash: hashOfEntries(entries),
    previousHash: previous?.hash ?? GENESIS,
  };
  await tx.execute(
    `INSERT INTO audit.seal (id, first_entry_id, last_entry_id, entry_count, entries_hash, previous_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      content.id,
      content.firstEntryId,
      content.lastEntryId,
      content.entryCount,
      content.entriesHash,
      content.previousHash,
      hashOfSeal(content),
    ],
  );
  await tx.execute('UPDATE audit.entry SET seal_id = $1 WHERE id = ANY ($2::bigint[])', [content.id, entries.map((entry) => entry.id)]);
  return entries.length;
}
