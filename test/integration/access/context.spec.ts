import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Pool } from 'pg';
import { Database } from '#libs/database';
import { anOrganisation, asSuperuser } from '../../support/builders/organisation.js';
import type { SavedOrganisation } from '../../support/builders/organisation.js';
import { aPerson } from '../../support/builders/person.js';
import type { SavedPerson } from '../../support/builders/person.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

const COUNT = 'SELECT count(*)::int AS rows FROM advisories.advisory';

let test: TestDatabase;
let cert: SavedOrganisation;
let analyst: SavedPerson;
let attacker: Client;

beforeAll(async () => {
  test = await testDatabase();
  cert = await anOrganisation().operator().savedIn(test);
  analyst = await aPerson().of(cert).withRoles('member', 'analyst').savedIn(test);
  await asSuperuser(test, async (client) => {
    for (const [trackingId, readers, isOut] of [
      ['HL-1', ['public'], true],
      ['HL-2', [`desk:${cert.id}`], false],
      ['HL-3', [`user:${analyst.id}`], true],
    ] as const) {
      await client.query(
        `INSERT INTO advisories.advisory (id, tracking_id, organisation_id, author_id, state, reader_set, label, published_at, revision_id)
         VALUES (gen_random_uuid(), $1, $2, $3, $4, access.intern_readers($5), $6, $7, $8)`,
        [
          trackingId,
          cert.id,
          analyst.id,
          isOut ? 'published' : 'draft',
          readers,
          isOut ? 'CLEAR' : null,
          isOut ? new Date() : null,
          isOut ? cert.id : null,
        ],
      );
    }
  });
  attacker = new Client({ connectionString: test.apiUrl });
  await attacker.connect();
});

afterAll(async () => {
  await attacker.end();
  await test.drop();
});

/** Rows that a plain connection of the api's role sees after these statements, in one transaction unless told otherwise. */
async function rowsAfter(...statements: readonly string[]): Promise<number> {
  await attacker.query('BEGIN');
  try {
    for (const statement of statements) await attacker.query(statement);
    return (await attacker.query<{ rows: number }>(COUNT)).rows[0]?.rows ?? -1;
  } finally {
    await attacker.query('ROLLBACK');
  }
}

const enterAnalyst = (): string => {
  const { credential } = analyst.actor;
  if (credential.kind !== 'session') throw new Error('signed in by a session');
  return `SELECT access.enter_session('\\x${credential.hash}')`;
};

async function contextOfAnalyst(client: Client): Promise<{ context: string; mac: string }> {
  await client.query('BEGIN');
  await client.query(enterAnalyst());
  const { rows } = await client.query<{ context: string; mac: string }>(
    `SELECT current_setting('harbourlight.context') AS context, current_setting('harbourlight.mac') AS mac`,
  );
  await client.query('ROLLBACK');
  const [row] = rows;
  if (!row) throw new Error('no context');
  return row;
}

const set = (context: string, mac: string, isLocal = true) =>
  `SELECT set_config('harbourlight.context', '${context}', ${isLocal}), set_config('harbourlight.mac', '${mac}', ${isLocal})`;

describe('a context', () => {
  it('shows what its keys open, and without one no row is seen at all', async () => {
    expect(await rowsAfter()).toBe(0);
    expect(await rowsAfter('SELECT access.enter_anonymous()')).toBe(1);
    expect(await rowsAfter(enterAnalyst())).toBe(3);
    expect(await rowsAfter(`SELECT access.enter_system('sign-in')`)).toBe(0);
  });

  it('written by hand shows nothing, whatever it claims', async () => {
    const claim = `${analyst.id}|${cert.id}|analyst|public,desk:${cert.id}|1,2,3|`;
    for (const mac of ['', 'x', '0'.repeat(64)]) expect(await rowsAfter(set(claim, mac))).toBe(0);
    expect(await rowsAfter(`SELECT set_config('harbourlight.context', '${claim}', true)`)).toBe(0);
  });

  it('keeps nothing of a good one when a word of it is changed', async () => {
    const widened = `SELECT set_config('harbourlight.context', replace(current_setting('harbourlight.context'), '|1|', '|1,2,3|'), true)`;
    expect(await rowsAfter('SELECT access.enter_anonymous()')).toBe(1);
    expect(await rowsAfter('SELECT access.enter_anonymous()', widened)).toBe(0);
  });

  it('of another transaction, of another connection, or of the same connection before, is worth nothing', async () => {
    const own = await contextOfAnalyst(attacker);
    expect(await rowsAfter(set(own.context, own.mac))).toBe(0);
    const other = new Client({ connectionString: test.apiUrl });
    await other.connect();
    const theirs = await contextOfAnalyst(other);
    await other.end();
    expect(await rowsAfter(set(theirs.context, theirs.mac))).toBe(0);
  });

  it('does not stay on a pooled connection, not even where somebody sets it for the session', async () => {
    const pool = new Pool({ connectionString: test.apiUrl, max: 1 });
    const first = await pool.connect();
    await first.query('BEGIN');
    await first.query(enterAnalyst());
    const kept = await first.query<{ context: string; mac: string }>(
      `SELECT current_setting('harbourlight.context') AS context, current_setting('harbourlight.mac') AS mac`,
    );
    await first.query('COMMIT');
    await first.query(set(kept.rows[0]?.context ?? '', kept.rows[0]?.mac ?? '', false));
    first.release();
    const next = await pool.query<{ rows: number }>(COUNT);
    expect(next.rows[0]?.rows).toBe(0);
    await pool.end();
    const database = new Database({ url: test.apiUrl, maxConnections: 1, applicationName: 'one connection' });
    const seenBy = async (credential: typeof analyst.actor.credential) =>
      database.as({ credential }, async (tx) => (await tx.query<{ rows: number }>(COUNT))[0]?.rows);
    expect(await seenBy(analyst.actor.credential)).toBe(3);
    expect(await seenBy({ kind: 'anonymous' })).toBe(1);
    await expect(seenBy({ kind: 'session', hash: '0'.repeat(64) })).rejects.toThrow('Sign in');
    expect(await seenBy({ kind: 'anonymous' })).toBe(1);
    await database.close();
  });

  it('cannot be made by the functions that only the owner may call', async () => {
    for (const call of [
      `access.set_context(NULL, NULL, '{}', ARRAY['public', 'desk:${cert.id}'], NULL, 2)`,
      `access.context_mac('anything')`,
      `access.enter_person_with('${analyst.id}', 2)`,
      `access.person_keys('${analyst.id}')`,
    ])
      await expect(rowsAfter(`SELECT ${call}`)).rejects.toThrow('permission denied for function');
    await expect(rowsAfter('SELECT * FROM access.context_secret')).rejects.toThrow('permission denied for table');
    await expect(rowsAfter('SELECT * FROM access.reader_set')).rejects.toThrow('permission denied for table');
    await expect(rowsAfter('SET ROLE harbourlight_owner')).rejects.toThrow('permission denied');
    await expect(rowsAfter('SET LOCAL row_security = off', COUNT)).rejects.toThrow('row-level security');
  });

  it('of a person or an organisation by name is for the worker’s role alone', async () => {
    await expect(rowsAfter(`SELECT access.enter_person('${analyst.id}')`)).rejects.toThrow('permission denied for function');
    await expect(rowsAfter(`SELECT access.enter_organisation('${cert.id}')`)).rejects.toThrow('permission denied for function');
    await expect(rowsAfter(`SELECT * FROM access.readers_of_set(1)`)).rejects.toThrow('permission denied for function');
    const worker = new Database({ url: test.workerUrl, applicationName: 'worker' });
    expect(
      await worker.as({ credential: { kind: 'person', id: analyst.id } }, async (tx) => (await tx.query<{ rows: number }>(COUNT))[0]?.rows),
    ).toBe(3);
    await worker.close();
  });

  it('computes its visible sets again when it writes a new set of readers, from its keys and not from the writer’s wish', async () => {
    const database = new Database({ url: test.apiUrl, applicationName: 'writer' });
    const opened = await database.as(analyst.actor, async (tx) => {
      const number = async (keys: readonly string[]) =>
        (await tx.query<{ set: number }>('SELECT access.intern_readers($1) AS set', [keys]))[0]?.set;
      const own = await number([`desk:${cert.id}`, 'org:somebody-new']);
      const others = await number(['org:somebody-else-and-new']);
      const { sets = [] } = (await tx.query<{ sets: number[] }>('SELECT access.visible_sets() AS sets'))[0] ?? {};
      return { own: sets.includes(own ?? -1), others: sets.includes(others ?? -1) };
    });
    expect(opened).toEqual({ own: true, others: false });
    await expect(database.as(analyst.actor, (tx) => tx.query(`SELECT access.intern_readers(ARRAY['desk:a,public'])`))).rejects.toThrow(
      'not a key',
    );
    await database.close();
  });
});
