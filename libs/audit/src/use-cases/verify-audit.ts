import { invalid } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { GENESIS, hashOfEntries, hashOfSeal, SEALED_COLUMNS } from '../chain.js';
import type { SealedFields } from '../chain.js';
import { AUDIT_SEALER } from './seal-audit.js';

/** The end of the chain, written down where the database cannot change it: only so is a cut tail noticed. */
export interface Checkpoint {
  readonly sealId: string;
  /** Lower-case hex. */
  readonly hash: string;
}

/** What is wrong, and where. */
export interface AuditFinding {
  readonly sealId: string;
  readonly problem:
    'entries_changed' | 'entries_missing_or_added' | 'seal_changed' | 'chain_broken' | 'checkpoint_missing' | 'checkpoint_differs';
}

export interface AuditVerdict {
  readonly isSound: boolean;
  readonly findings: readonly AuditFinding[];
  readonly seals: number;
  readonly sealedEntries: number;
  readonly unsealedEntries: number;
  /** To be kept outside; undefined while nothing has been sealed. */
  readonly checkpoint: Checkpoint | undefined;
}

interface SealRow extends Record<string, unknown> {
  readonly id: string;
  readonly first_entry_id: string;
  readonly last_entry_id: string;
  readonly entry_count: number;
  readonly entries_hash: Buffer;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
}

const CHECKPOINT = z.object({ sealId: z.string().regex(/^\d{1,19}$/), hash: z.string().regex(/^[0-9a-f]{64}$/) }).optional();

/** Reads the whole log and its chain again. Finds what was edited, deleted, put in another order or put in, and, with a checkpoint, what was cut off. */
@Injectable()
export class VerifyAudit {
  constructor(private readonly database: Database) {}

  /** `checkpoint` is one that an earlier run answered with. Needs the worker's role. */
  async execute(checkpoint?: Checkpoint): Promise<AuditVerdict> {
    const kept = readCheckpoint(checkpoint);
    return this.database.as(AUDIT_SEALER, (tx) => verify(tx, kept));
  }
}

function readCheckpoint(checkpoint: Checkpoint | undefined): Checkpoint | undefined {
  const read = CHECKPOINT.safeParse(checkpoint);
  if (!read.success)
    throw invalid([{ path: 'checkpoint', expected: 'a number of a seal and its hash in 64 hex digits', received: 'something else' }]);
  return read.data;
}

async function verify(tx: Transaction, checkpoint: Checkpoint | undefined): Promise<AuditVerdict> {
  const findings: AuditFinding[] = [];
  let previous: Buffer = GENESIS;
  let last: SealRow | undefined;
  let seals = 0;
  let sealedEntries = 0;
  let atCheckpoint: SealRow | undefined;
  // One seal at a time: a log of years does not fit into memory.
  for (let seal = await sealAfter(tx, '0'); seal; seal = await sealAfter(tx, seal.id)) {
    const entries = await tx.query<SealedFields & Record<string, unknown>>(
      `SELECT ${SEALED_COLUMNS} FROM audit.entry WHERE seal_id = $1 ORDER BY id`,
      [seal.id],
    );
    const expectedId = String(BigInt(last?.id ?? '0') + 1n);
    findings.push(...problemsOf(seal, entries, previous, expectedId).map((problem) => ({ sealId: seal.id, problem })));
    if (seal.id === checkpoint?.sealId) atCheckpoint = seal;
    previous = seal.hash;
    last = seal;
    seals++;
    sealedEntries += entries.length;
  }
  if (checkpoint && !atCheckpoint) findings.push({ sealId: checkpoint.sealId, problem: 'checkpoint_missing' });
  if (checkpoint && atCheckpoint && atCheckpoint.hash.toString('hex') !== checkpoint.hash)
    findings.push({ sealId: checkpoint.sealId, problem: 'checkpoint_differs' });
  findings.push(...(await entriesOfNoSeal(tx)));
  const waiting = await tx.query<{ count: number }>('SELECT count(*)::int AS count FROM audit.entry WHERE seal_id IS NULL');
  return {
    isSound: findings.length === 0,
    findings,
    seals,
    sealedEntries,
    unsealedEntries: waiting[0]?.count ?? 0,
    checkpoint: last && { sealId: last.id, hash: last.hash.toString('hex') },
  };
}

async function sealAfter(tx: Transaction, id: string): Promise<SealRow | undefined> {
  return tx.find<SealRow>(
    `SELECT id, first_entry_id, last_entry_id, entry_count, entries_hash, previous_hash, hash FROM audit.seal WHERE id > $1 ORDER BY id LIMIT 1`,
    [id],
  );
}

function problemsOf(seal: SealRow, entries: readonly SealedFields[], previous: Buffer, expectedId: string): AuditFinding['problem'][] {
  const problems: AuditFinding['problem'][] = [];
  const isComplete =
    entries.length === seal.entry_count && entries[0]?.id === seal.first_entry_id && entries.at(-1)?.id === seal.last_entry_id;
  if (!isComplete) problems.push('entries_missing_or_added');
  else if (!hashOfEntries(entries).equals(seal.entries_hash)) problems.push('entries_changed');
  const content = {
    id: seal.id,
    firstEntryId: seal.first_entry_id,
    lastEntryId: seal.last_entry_id,
    entryCount: seal.entry_count,
    entriesHash: seal.entries_hash,
    previousHash: seal.previous_hash,
  };
  if (!hashOfSeal(content).equals(seal.hash)) problems.push('seal_changed');
  if (!seal.previous_hash.equals(previous) || seal.id !== expectedId) problems.push('chain_broken');
  return problems;
}

/** Entries that name a seal which is not there any more. */
async function entriesOfNoSeal(tx: Transaction): Promise<AuditFinding[]> {
  const rows = await tx.query<{ seal_id: string }>(
    `SELECT DISTINCT seal_id FROM audit.entry e WHERE seal_id IS NOT NULL AND NOT EXISTS (SELECT FROM audit.seal s WHERE s.id = e.seal_id)
     ORDER BY seal_id LIMIT 100`,
  );
  return rows.map((row) => ({ sealId: row.seal_id, problem: 'chain_broken' }));
}
