import { createHash } from 'node:crypto';

/** An entry as the chain sees it: every column as text (instants ISO 8601 with microseconds, `detail` as PostgreSQL writes jsonb) or null. */
export interface SealedFields {
  readonly id: string;
  readonly at: string;
  readonly actor_person_id: string | null;
  readonly actor_organisation_id: string | null;
  readonly actor_kind: string;
  readonly action: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly organisation_id: string | null;
  readonly detail: string;
}

/** What a link of the chain says of its entries. */
export interface SealContent {
  readonly id: string;
  readonly firstEntryId: string;
  readonly lastEntryId: string;
  readonly entryCount: number;
  readonly entriesHash: Buffer;
  readonly previousHash: Buffer;
}

/** What the first seal follows. */
export const GENESIS = Buffer.alloc(32);

/** The columns of `audit.entry` as `SealedFields`. jsonb keeps its keys in one order, so its text is canonical. */
export const SEALED_COLUMNS = `id, at, actor_person_id, actor_organisation_id, actor_kind, action, subject_type, subject_id, organisation_id,
  detail::text AS detail`;

/**
 * SHA-256 over the entries in the order of their ids. Each is written as the JSON list of its ten fields in the order of `SealedFields`
 * (UTF-8, no blanks), and each of these is hashed before all are: no entry can lend bytes to the next.
 */
export function hashOfEntries(entries: readonly SealedFields[]): Buffer {
  const whole = createHash('sha256');
  for (const entry of entries) whole.update(createHash('sha256').update(canonical(entry)).digest());
  return whole.digest();
}

/** SHA-256 over the JSON list `[id, first entry, last entry, count, hash of the entries, hash of the seal before]`, hashes in lower-case hex. */
export function hashOfSeal(seal: SealContent): Buffer {
  const fields = [
    seal.id,
    seal.firstEntryId,
    seal.lastEntryId,
    seal.entryCount,
    seal.entriesHash.toString('hex'),
    seal.previousHash.toString('hex'),
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest();
}

function canonical(entry: SealedFields): string {
  return JSON.stringify([
    entry.id,
    entry.at,
    entry.actor_person_id,
    entry.actor_organisation_id,
    entry.actor_kind,
    entry.action,
    entry.subject_type,
    entry.subject_id,
    entry.organisation_id,
    entry.detail,
  ]);
}
