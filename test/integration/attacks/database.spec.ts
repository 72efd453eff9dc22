import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { anOrganisation, asSuperuser } from '../../support/builders/organisation.js';
import type { SavedOrganisation } from '../../support/builders/organisation.js';
import { aPerson } from '../../support/builders/person.js';
import type { SavedPerson } from '../../support/builders/person.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

let test: TestDatabase;
let database: Database;
let cert: SavedOrganisation;
let analyst: SavedPerson;

beforeAll(async () => {
  test = await testDatabase();
  database = new Database({ url: test.apiUrl, applicationName: 'attacks', maxConnections: 4 });
  cert = await anOrganisation().operator().savedIn(test);
  analyst = await aPerson().of(cert).withRoles('member', 'analyst').savedIn(test);
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const intern = async (tx: Transaction, keys: readonly (string | null)[]) =>
  (await tx.find<{ id: number }>('SELECT access.intern_readers($1) AS id', [keys]))?.id;

describe('a set of readers', () => {
  it('that somebody else made a moment ago can be written with', async () => {
    const readers = [`desk:${cert.id}`, `user:${analyst.id}`];
    const written = database.as(analyst.actor, async (tx) => {
      await database.as(analyst.actor, (other) => intern(other, readers));
      await tx.execute(
        `INSERT INTO advisories.advisory (id, tracking_id, organisation_id, author_id, state, reader_set) VALUES ($1, 'HL-2026-1', $2, $3, 'draft', $4)`,
        [newId(), cert.id, analyst.id, await intern(tx, readers)],
      );
    });
    await expect(written).resolves.toBeUndefined();
  });

  it('is not poisoned by keys that are none', async () => {
    await expect(database.as(analyst.actor, (tx) => intern(tx, ['tier:industry', null]))).rejects.toThrow('not a key');
    const id = await database.as(analyst.actor, (tx) => intern(tx, ['tier:industry']));
    const sets = await asSuperuser(test, (client) => client.query('SELECT keys FROM access.reader_set WHERE id = $1', [id]));
    expect(sets.rows).toEqual([{ keys: ['tier:industry'] }]);
  });
});

describe('a transaction', () => {
  it('that the server rolled back is no success, though nobody threw', async () => {
    const work = database.as(analyst.actor, async (tx) => {
      await tx.execute(`UPDATE accounts.person SET name = 'Renamed' WHERE id = $1`, [analyst.id]);
      await tx.query('SELECT 1 / 0').catch(() => undefined);
      return 'published';
    });
    await expect(work).rejects.toThrow();
  });
});
