import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemActor } from '#libs/access';
import { DomainError, newId } from '#libs/core';
import { Database, Listener, migrate } from '#libs/database';
import { asSuperuser } from '../../support/builders/organisation.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';
import type { Transaction } from '#libs/database';

const SYSTEM = systemActor('guess-limits');
const ANYONE = { credential: { kind: 'anonymous' } } as const;

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await testDatabase();
  database = new Database({ url: test.apiUrl, maxConnections: 4, applicationName: 'database-test' });
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

describe('a transaction', () => {
  it('answers instants as text with all their microseconds, and large numbers as text', async () => {
    const rows = await database.as(ANYONE, (tx) =>
      tx.query(
        `SELECT timestamptz '2026-11-23 08:39:17.824678+01' AS at, timestamptz '2026-11-23 00:00:00+00' AS even, 9007199254740993::bigint AS big`,
      ),
    );
    expect(rows).toEqual([{ at: '2026-11-23T07:39:17.824678Z', even: '2026-11-23T00:00:00Z', big: '9007199254740993' }]);
  });

  it('that is given a text which no row can hold says so, and not that something went wrong', async () => {
    for (const text of ['a\u0000b', JSON.stringify({ a: '\u0000' })])
      await expect(database.as(ANYONE, (tx) => tx.query('SELECT $1::text, $1::jsonb', [text]))).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        issues: [{ expected: 'texts of Unicode characters other than U+0000' }],
      });
  });

  it('is undone whole when the work fails', async () => {
    const key = newId();
    const work = database.as(SYSTEM, async (tx) => {
      await tx.execute('INSERT INTO accounts.guess_count (key) VALUES ($1)', [key]);
      throw new Error('after the first write');
    });
    await expect(work).rejects.toThrow('after the first write');
    expect(await database.as(SYSTEM, (tx) => tx.execute('SELECT FROM accounts.guess_count WHERE key = $1', [key]))).toBe(0);
  });

  it('that meets another in a deadlock is tried again', async () => {
    const [one, two] = [newId(), newId()];
    await database.as(SYSTEM, (tx) => tx.execute('INSERT INTO accounts.guess_count (key) VALUES ($1), ($2)', [one, two]));
    let tries = 0;
    const holding = new Set<string>();
    const both = (first: string, second: string) =>
      database.as(SYSTEM, async (tx) => {
        tries++;
        await tx.execute('UPDATE accounts.guess_count SET points = points + 1 WHERE key = $1', [first]);
        // Until each holds what the other is about to ask for.
        holding.add(first);
        while (holding.size < 2) await new Promise((resolve) => setTimeout(resolve, 5));
        await tx.execute('UPDATE accounts.guess_count SET points = points + 1 WHERE key = $1', [second]);
      });
    await Promise.all([both(one, two), both(two, one)]);
    expect(tries).toBeGreaterThan(2);
    const rows = await database.as(SYSTEM, (tx) => tx.query('SELECT points FROM accounts.guess_count WHERE key IN ($1, $2)', [one, two]));
    expect(rows).toEqual([{ points: 2 }, { points: 2 }]);
  });

  it('finds one row or none, and calls several a bug', async () => {
    const find = (count: number) => database.as(ANYONE, (tx) => tx.find('SELECT at FROM generate_series(1, $1) at', [count]));
    expect(await find(0)).toBeUndefined();
    expect(await find(1)).toEqual({ at: 1 });
    await expect(find(2)).rejects.toThrow('found several');
  });

  it('takes no credential of an impossible form, so that none can carry a statement', async () => {
    for (const credential of [
      { kind: 'session', hash: `' OR true --` },
      { kind: 'token', hash: 'ABCDEF' },
      { kind: 'person', id: "'; DROP" },
      { kind: 'system', purpose: `x'); SELECT ('` },
    ] as const)
      await expect(database.as({ credential }, () => Promise.resolve())).rejects.toThrow('impossible form');
  });

  it('of a credential that is not good is refused, and identifies nobody', async () => {
    const credential = { kind: 'session', hash: '0'.repeat(64) } as const;
    await expect(database.as({ credential }, () => Promise.resolve())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await database.identify(credential)).toBeUndefined();
    expect(await database.identify({ kind: 'anonymous' })).toMatchObject({ kind: 'anonymous', keys: ['public'] });
  });

  it('goes on with a new connection where the server ended the old ones', async () => {
    await Promise.all([1, 2, 3].map(() => database.ping()));
    await asSuperuser(test, (client) =>
      client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'database-test' AND datname = current_database()`,
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    await expect(database.ping()).resolves.toBeUndefined();
  });

  it('whose connection is cut under its work is unavailable', async () => {
    const cut = database.as(ANYONE, (tx) => tx.query('SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(5)'));
    await expect(cut).rejects.toMatchObject({ kind: 'unavailable', code: 'DATABASE_UNAVAILABLE', retryAfterSeconds: 5 });
  });

  it('of a server that is away is unavailable, with the time after which to ask again', async () => {
    const url = new URL(test.apiUrl);
    url.port = '1';
    const away = new Database({ url: url.toString(), applicationName: 'away' });
    const error = await away.as(ANYONE, () => Promise.resolve()).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({ kind: 'unavailable', code: 'DATABASE_UNAVAILABLE', retryAfterSeconds: 5 });
    await away.close();
  });
});

describe('the listener', () => {
  it('hears what is told, also after its connection was cut, and says that it was away', async () => {
    const heard: string[] = [];
    let reconnects = 0;
    const listener = new Listener(test.apiUrl);
    listener.on('harbourlight_test', (payload) => heard.push(payload));
    listener.onReconnect(() => reconnects++);
    await listener.start();
    const tell = (payload: string) => database.as(ANYONE, (tx) => tx.query(`SELECT pg_notify('harbourlight_test', $1)`, [payload]));
    const until = async (condition: () => boolean) => {
      for (let wait = 0; wait < 200 && !condition(); wait++) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await tell('before');
    await until(() => heard.length === 1);
    await asSuperuser(test, (client) =>
      client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'harbourlight-listen' AND datname = current_database()`,
      ),
    );
    await until(() => reconnects === 1);
    await tell('after');
    await until(() => heard.length === 2);
    await listener.close();
    expect({ heard, reconnects }).toEqual({ heard: ['before', 'after'], reconnects: 1 });
  });
});

describe('migrating', () => {
  it('does nothing where everything is there, also when several ask at once', async () => {
    const applied = () =>
      asSuperuser(test, async (client) => (await client.query<{ name: string }>('SELECT name FROM migrations.applied ORDER BY id')).rows);
    const before = await applied();
    await Promise.all([1, 2].map(() => migrate({ adminUrl: test.adminUrl, secretKey: test.secretKey })));
    expect(await applied()).toEqual(before);
  });
});

/** Within a second: what only read ends a moment after its work. */
async function nothingOpen(): Promise<void> {
  const sql = "SELECT FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()";
  for (let tries = 0; tries < 50; tries += 1) {
    if ((await database.as(ANYONE, (tx) => tx.query(sql))).length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('a transaction stays open');
}

describe('a held transaction', () => {
  const place = (tx: Transaction) =>
    tx.find<{ id: string }>('SELECT pg_current_xact_id_if_assigned() AS x, pg_backend_pid() || now()::text AS id');

  it('serves all reads with the same credential, one after the other, and nobody else', async () => {
    const [mine, equal] = [{ credential: { ...ANYONE.credential } }, { credential: { ...ANYONE.credential } }];
    const held = database.hold(mine.credential);
    const read = (holder: typeof mine) => database.as(holder, place);
    const [first, second, third, other] = await Promise.all([read(mine), read(mine), database.as(mine, () => read(mine)), read(equal)]);
    expect([second, third]).toEqual([first, first]);
    expect(other).not.toEqual(first);
    await held.end();
    expect(await read(mine)).not.toEqual(first);
  });

  it('writes nothing: what writes runs in a transaction of its own, and is kept', async () => {
    const mine = { credential: { ...SYSTEM.credential } };
    const held = database.hold(mine.credential);
    const key = newId();
    await database.as(mine, (tx) => tx.query('SELECT 1'));
    await database.as(mine, (tx) => tx.execute('INSERT INTO accounts.guess_count (key) VALUES ($1)', [key]));
    await held.end();
    expect(await database.as(SYSTEM, (tx) => tx.execute('SELECT FROM accounts.guess_count WHERE key = $1', [key]))).toBe(1);
  });

  it('is over after a failure, whatever the work makes of it, and gives its connection back', async () => {
    const mine = { credential: { ...ANYONE.credential } };
    for (let round = 0; round < 10; round += 1) {
      const held = database.hold(mine.credential);
      await expect(database.as(mine, (tx) => tx.query('SELECT 1 / 0').catch(() => 'swallowed'))).rejects.toThrow('division by zero');
      expect(await database.as(mine, (tx) => tx.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
      await held.end();
      await held.end();
    }
  });

  it('that is over while others wait for their turn leaves them one of their own, and nothing open', async () => {
    for (let round = 0; round < 10; round += 1) {
      const mine = { credential: { ...ANYONE.credential } };
      const held = database.hold(mine.credential);
      const failing = database.as(mine, (tx) => tx.query('SELECT 1 / 0'));
      const waiting = database.as(mine, (tx) => tx.query('SELECT 1 AS one'));
      await expect(failing).rejects.toThrow('division by zero');
      expect(await waiting).toEqual([{ one: 1 }]);
      await held.end();
    }
    await nothingOpen();
  });

  it('ends with the beginning of the next on its connection, which may write, or by itself', async () => {
    const single = new Database({ url: test.apiUrl, maxConnections: 3, applicationName: 'database-test' });
    const backend = (tx: Transaction) =>
      tx.find<{ pid: number; actor: string }>('SELECT pg_backend_pid() AS pid, access.is_system()::text AS actor');
    const backends = new Set<number | undefined>();
    for (let round = 0; round < 5; round += 1) {
      const mine = { credential: { ...SYSTEM.credential } };
      const held = single.hold(mine.credential);
      backends.add((await single.as(mine, backend))?.pid);
      await held.end();
      // On the same connection: another context, in which the one before is not seen, and no longer one that only reads.
      expect(await single.as(ANYONE, backend)).toEqual({ pid: [...backends][0], actor: 'false' });
      const again = single.hold(mine.credential);
      await single.as(mine, backend);
      await again.end();
      const written = single.as(SYSTEM, (tx) => tx.execute('INSERT INTO accounts.guess_count (key) VALUES ($1)', [newId()]));
      expect([await written, await single.as(ANYONE, backend)]).toEqual([1, { pid: [...backends][0], actor: 'false' }]);
      const last = single.hold(mine.credential);
      await single.as(mine, backend);
      await last.end();
      await nothingOpen();
      await single.ping();
    }
    expect(backends.size).toBe(1);
    await single.close();
  });

  it('never takes the last connections', async () => {
    const all = Array.from({ length: 12 }, () => ({ credential: { ...ANYONE.credential } }));
    const helds = all.map(({ credential }) => database.hold(credential));
    // Each that holds one asks for another beside it, as a field does that asks for the platform.
    const beside = all.map(async (mine) => [await database.as(mine, place), await database.as(SYSTEM, place)]);
    expect(await Promise.all(beside)).toHaveLength(12);
    await Promise.all(helds.map((held) => held.end()));
  });

  it('of a credential that is no good says so', async () => {
    const mine = { credential: { kind: 'session', hash: 'ab'.repeat(32) } } as const;
    const held = database.hold(mine.credential);
    await expect(database.as(mine, place)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await held.end();
  });
});
