import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ANONYMOUS } from '#libs/access';
import type { Actor } from '#libs/access';
import { newId } from '#libs/core';
import { Database } from '#libs/database';
import type { Credential } from '#libs/database';
import { aGroupOf, anOrganisation, asSuperuser } from '../../support/builders/organisation.js';
import type { SavedOrganisation } from '../../support/builders/organisation.js';
import { aPerson } from '../../support/builders/person.js';
import type { SavedPerson } from '../../support/builders/person.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

let test: TestDatabase;
let database: Database;
let worker: Database;
let cert: SavedOrganisation;
let bank: SavedOrganisation;
let analyst: SavedPerson;
let group: string;

beforeAll(async () => {
  test = await testDatabase();
  database = new Database({ url: test.apiUrl, applicationName: 'revocation' });
  worker = new Database({ url: test.workerUrl, applicationName: 'revocation' });
  cert = await anOrganisation().operator().savedIn(test);
});

beforeEach(async () => {
  bank = await anOrganisation().industry().ofSectors('finance').savedIn(test);
  analyst = await aPerson().of(bank).withRoles('member', 'analyst').savedIn(test);
  group = await aGroupOf(test, cert, { organisations: [bank.id], persons: [analyst.id] });
});

afterAll(async () => {
  await database.close();
  await worker.close();
  await test.drop();
});

async function change(sql: string, ...parameters: readonly unknown[]): Promise<void> {
  await asSuperuser(test, (client) => client.query(sql, [...parameters]));
}

async function keys(credential: Credential = analyst.actor.credential, through = database): Promise<readonly string[] | undefined> {
  return (await through.identify(credential))?.keys;
}

/** A published advisory for these readers. */
async function advisoryFor(readers: readonly string[]): Promise<string> {
  const id = newId();
  await change(
    `INSERT INTO advisories.advisory (id, tracking_id, organisation_id, author_id, state, reader_set, label, published_at, revision_id)
     VALUES ($1::uuid, $1::text, $2, $3, 'published', access.intern_readers($4), 'AMBER', now(), $1::uuid)`,
    id,
    cert.id,
    analyst.id,
    readers,
  );
  return id;
}

async function sees(actor: Actor, id: string): Promise<boolean> {
  return database.as(actor, async (tx) => (await tx.execute('SELECT FROM advisories.advisory WHERE id = $1', [id])) === 1);
}

async function aTokenOf(person: SavedPerson): Promise<Credential> {
  const hash = newId().replaceAll('-', '').repeat(2);
  await change(
    `INSERT INTO accounts.api_token (id, hash, hint, name, person_id, assurance, scopes, expires_at)
     VALUES ($1, $2, 'hl_', 'test', $3, 2, '{read}', now() + interval '1 day')`,
    newId(),
    Buffer.from(hash, 'hex'),
    person.id,
  );
  return { kind: 'token', hash };
}

describe('what is taken away is gone in the next transaction', () => {
  it('a role: the desk', async () => {
    expect(await keys()).toContain(`desk:${bank.id}`);
    await change(`UPDATE accounts.person SET roles = '{member}' WHERE id = $1`, analyst.id);
    expect(await keys()).not.toContain(`desk:${bank.id}`);
  });

  it('a group: the organisation leaves, then the person; what was shared with it is found no more', async () => {
    const id = await advisoryFor([`group:${group}`]);
    expect(await sees(analyst.actor, id)).toBe(true);
    await change('DELETE FROM accounts.group_member WHERE organisation_id = $1', bank.id);
    expect(await sees(analyst.actor, id)).toBe(true);
    await change('DELETE FROM accounts.group_member WHERE person_id = $1', analyst.id);
    expect(await sees(analyst.actor, id)).toBe(false);
    expect(await keys()).not.toContain(`group:${group}`);
  });

  it('an organisation: no session, no token, no endpoint of it holds a key', async () => {
    const token = await aTokenOf(analyst);
    await change(`UPDATE accounts.organisation SET status = 'suspended' WHERE id = $1`, bank.id);
    expect(await keys()).toBeUndefined();
    expect(await keys(token)).toBeUndefined();
    expect(await keys({ kind: 'person', id: analyst.id }, worker)).toBeUndefined();
    expect(await keys({ kind: 'organisation', id: bank.id }, worker)).toBeUndefined();
  });

  it('a person: every session and token ends, and stays ended when the person comes back', async () => {
    const token = await aTokenOf(analyst);
    await change(`UPDATE accounts.person SET status = 'suspended' WHERE id = $1`, analyst.id);
    expect(await keys()).toBeUndefined();
    expect(await keys(token)).toBeUndefined();
    expect(await keys({ kind: 'person', id: analyst.id }, worker)).toBeUndefined();
    await change(`UPDATE accounts.person SET status = 'active' WHERE id = $1`, analyst.id);
    expect(await keys()).toBeUndefined();
    expect(await keys(token)).toBeUndefined();
    expect(await keys({ kind: 'person', id: analyst.id }, worker)).toContain('member');
  });

  it('a session, a token, and the end of their time', async () => {
    const token = await aTokenOf(analyst);
    expect(await keys(token)).toContain(`user:${analyst.id}`);
    await change('UPDATE accounts.api_token SET revoked_at = now() WHERE person_id = $1', analyst.id);
    expect(await keys(token)).toBeUndefined();
    await change(`UPDATE accounts.session SET idle_expires_at = now() WHERE person_id = $1 AND assurance = 1`, analyst.id);
    expect(await keys(analyst.actorWithoutSecondFactor.credential)).toBeUndefined();
    expect(await keys()).toContain('member');
    await change('UPDATE accounts.session SET revoked_at = now() WHERE person_id = $1', analyst.id);
    expect(await keys()).toBeUndefined();
    await change('UPDATE accounts.session SET revoked_at = NULL WHERE person_id = $1', analyst.id);
    expect(await keys()).toBeUndefined();
  });

  it('the absolute end of a session and of a token', async () => {
    const token = await aTokenOf(analyst);
    await change(`UPDATE accounts.session SET expires_at = now() WHERE person_id = $1`, analyst.id);
    await change(`UPDATE accounts.api_token SET expires_at = now() WHERE person_id = $1`, analyst.id);
    expect(await keys()).toBeUndefined();
    expect(await keys(token)).toBeUndefined();
  });

  it('holds for a transaction that began before, from its next one on, and never for longer', async () => {
    const id = await advisoryFor([`org:${bank.id}`]);
    await database.as(analyst.actor, async (tx) => {
      expect(await tx.execute('SELECT FROM advisories.advisory WHERE id = $1', [id])).toBe(1);
      await change(`UPDATE accounts.person SET status = 'suspended' WHERE id = $1`, analyst.id);
    });
    await expect(sees(analyst.actor, id)).rejects.toThrow('Sign in');
    expect(await sees(ANONYMOUS, id)).toBe(false);
  });
});

describe('the reach of a subscriber', () => {
  async function reach(person: string | null, organisation: string | null): Promise<readonly string[]> {
    return asSuperuser(test, async (client) => {
      // Two statements: what the function inserts is not seen by the one that calls it.
      const made = await client.query<{ id: number }>('SELECT access.reach_of($1, $2) AS id', [person, organisation]);
      const { rows } = await client.query<{ keys: string[] }>('SELECT keys FROM access.reach WHERE id = $1', [made.rows[0]?.id]);
      return rows[0]?.keys ?? ['no reach'];
    });
  }

  it('is everything that the live account could hold, and follows its organisation', async () => {
    expect([...(await reach(null, bank.id))].sort()).toEqual(
      ['public', 'member', 'tier:industry', `org:${bank.id}`, 'sector:finance', 'industry/finance', `group:${group}`].sort(),
    );
    await change(`UPDATE accounts.organisation SET tier = 'government', sectors = '{water}' WHERE id = $1`, bank.id);
    expect(await reach(null, bank.id)).toEqual(expect.arrayContaining(['tier:government', 'government/water']));
    expect(await reach(null, bank.id)).not.toContain('sector:finance');
    await change(`UPDATE accounts.organisation SET status = 'suspended' WHERE id = $1`, bank.id);
    expect(await reach(null, bank.id)).toEqual([]);
  });

  it('follows the groups of the organisation and of the person', async () => {
    const stranger = await aPerson().of(bank).savedIn(test);
    const own = await aGroupOf(test, cert, { persons: [stranger.id] });
    expect(await reach(stranger.id, null)).toEqual(expect.arrayContaining([`group:${group}`, `group:${own}`]));
    await change('DELETE FROM accounts.group_member WHERE organisation_id = $1', bank.id);
    expect(await reach(stranger.id, null)).not.toContain(`group:${group}`);
    await change('DELETE FROM accounts.group_member WHERE person_id = $1', stranger.id);
    expect(await reach(stranger.id, null)).not.toContain(`group:${own}`);
  });

  it('of the public is what is public', async () => {
    expect(await reach(null, null)).toEqual(['public']);
  });
});

describe('four eyes', () => {
  it('are demanded by the database too: neither the author nor an editor is the approver', async () => {
    const reviewer = await aPerson().of(cert).withRoles('member', 'reviewer').savedIn(test);
    const id = await advisoryFor(['member']);
    const revision = (approver: string, editor = newId()) =>
      change(
        `INSERT INTO advisories.revision (id, advisory_id, organisation_id, tracking_id, number, state, reader_set, author_id, editors, approved_by, kind,
           severity, label, audience, content, published_at)
         SELECT gen_random_uuid(), $1::uuid, $2, $1::text, 1, 'published', access.intern_readers('{member}'), $3::uuid, ARRAY[$3::uuid, $4::uuid], $5, 'security_alert', 1,
           'GREEN', '{}', '{}', now()`,
        id,
        cert.id,
        analyst.id,
        editor,
        approver,
      );
    await expect(revision(analyst.id)).rejects.toThrow('nobody_approves_what_they_wrote');
    await expect(revision(reviewer.id, reviewer.id)).rejects.toThrow('nobody_approves_what_they_wrote');
    await expect(revision(reviewer.id)).resolves.toBeUndefined();
  });
});
