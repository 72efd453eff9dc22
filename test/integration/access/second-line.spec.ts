import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from 'pg';
import { Database } from '#libs/database';
import { asSuperuser } from '../../support/builders/organisation.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';
import { mayRead } from './plain-words.js';
import { askWhoMayRead, lookAsEveryone } from './seen.js';
import { found, makeWorld, saveWorld } from './world.js';

const world = makeWorld();
let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await testDatabase();
  database = new Database({ url: test.apiUrl, applicationName: 'second line' });
  await asSuperuser(test, async (client) => {
    await client.query('BEGIN');
    await saveWorld(world, client);
    await client.query('COMMIT');
  });
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

/** How many cells row-level security decides otherwise than PRODUCT.md does. */
async function wrongCells(): Promise<number> {
  const seen = await lookAsEveryone(database, world);
  let wrong = 0;
  for (const [principal, { advisories, revisions, indicators }] of seen) {
    for (const text of world.texts) {
      const expected = mayRead(world, principal, text);
      const ofText = expected && text.state !== 'withdrawn';
      if (advisories.has(text.id) !== expected || revisions.has(text.id) !== ofText || indicators.has(text.id) !== ofText) wrong++;
    }
  }
  return wrong;
}

/** How many readers the inverse question names wrongly. */
async function wrongReaders(client: Client): Promise<number> {
  const answer = await askWhoMayRead(client);
  let wrong = 0;
  for (const text of world.texts) {
    for (const principal of world.principals) {
      const { person, hasSecondFactor } = principal;
      if (!person?.isActive || (person.organisation && person.organisation.status !== 'active')) continue;
      const passwordIsEnough = answer.get(text.id)?.get(person.id);
      if ((passwordIsEnough !== undefined && (hasSecondFactor || passwordIsEnough)) !== mayRead(world, principal, text)) wrong++;
    }
  }
  return wrong;
}

async function definitionOf(client: Client, name: string): Promise<string> {
  const { rows } = await client.query<{ definition: string }>('SELECT pg_get_functiondef($1::regproc) AS definition', [name]);
  return found(rows[0]).definition;
}

/**
 * One condition of the database's functions dropped or widened at a time. Whether an account is active is asked twice, so that neither question
 * alone shows here; revocation.spec.ts asks for each.
 */
const FUNCTION_FAULTS: readonly [name: string, before: string, after: string][] = [
  ['access.organisation_keys', "'member', ", ''],
  ['access.organisation_keys', "'tier:' || o.tier, ", ''],
  ['access.organisation_keys', "'tier:' || o.tier", "'tier:government'"],
  ['access.organisation_keys', "SELECT o.tier || '/' || s", "SELECT 'industry/' || s"],
  ['access.organisation_keys', "SELECT 'sector:' || s FROM unnest(o.sectors) s", "SELECT 'sector:finance'"],
  ['access.organisation_keys', 'WHERE m.organisation_id = o.id', ''],
  ['access.person_keys', "'user:' || p.id", "'public'"],
  ['access.person_keys', 'WHERE m.person_id = p.id', 'WHERE m.person_id IS NOT NULL'],
  ['access.person_keys', "ARRAY['analyst', 'reviewer']", "ARRAY['analyst', 'reviewer', 'member']"],
  ['access.person_keys', "ARRAY['analyst', 'reviewer']", "ARRAY['reviewer']"],
  ['access.person_keys', "o.is_operator AND 'reviewer' = ANY (p.roles)", "'reviewer' = ANY (p.roles)"],
  ['access.person_keys', "o.is_operator AND 'reviewer' = ANY (p.roles)", 'o.is_operator'],
  ['access.broad_keys', "'public', 'member'", "'public'"],
  ['access.broad_keys', "k IN ('public', 'member')", "k <> 'public'"],
  ['access.enter_person_with', 'given_assurance >= 2', 'given_assurance >= 1'],
  ['access.set_context', 's.keys && set_context.keys', 's.keys <@ set_context.keys'],
  ['access.set_context', 's.keys && set_context.keys', 'true'],
];

const INVERSE_FAULTS: readonly [before: string, after: string][] = [
  ["k.key IN ('public', 'member')", 'true'],
  ["k.key IN ('public', 'member')", "k.key = 'public'"],
  ["p.status = 'active'", 'true'],
  ["k.key = 'member' THEN o.id IS NOT NULL", "k.key = 'member' THEN true"],
  ["o.is_operator AND 'reviewer' = ANY (p.roles)", "'reviewer' = ANY (p.roles)"],
  ["('analyst' = ANY (p.roles) OR 'reviewer' = ANY (p.roles))", "'analyst' = ANY (p.roles)"],
  ['o.tier = substr(k.key, 6)', 'true'],
  ["o.tier = split_part(k.key, '/', 1) AND ", ''],
  ['m.person_id = p.id OR m.organisation_id = o.id', 'm.organisation_id = o.id'],
];

describe('the second line', () => {
  it('decides as PRODUCT.md does', async () => {
    expect(await wrongCells()).toBe(0);
    expect(await asSuperuser(test, wrongReaders)).toBe(0);
  });

  it.each(FUNCTION_FAULTS)('%s is noticed to decide wrongly where %j becomes %j', async (name, before, after) => {
    await asSuperuser(test, async (client) => {
      const sound = await definitionOf(client, name);
      expect(sound).toContain(before);
      await client.query(sound.replace(before, after));
      try {
        expect(await wrongCells()).toBeGreaterThan(0);
      } finally {
        await client.query(sound);
      }
    });
  });

  it.each(INVERSE_FAULTS)('"who may read this?" is noticed to answer wrongly where %j becomes %j', async (before, after) => {
    await asSuperuser(test, async (client) => {
      const sound = await definitionOf(client, 'access.readers_of_set');
      expect(sound).toContain(before);
      await client.query('BEGIN');
      await client.query(sound.replace(before, after));
      const wrong = before.startsWith('p.status') ? await deadReaders(client) : await wrongReaders(client);
      await client.query('ROLLBACK');
      expect(wrong).toBeGreaterThan(0);
    });
  });

  it.each(['advisory', 'revision', 'indicator'])('a policy that lets everything through is noticed on advisories.%s', async (table) => {
    await asSuperuser(test, async (client) => {
      await client.query(`CREATE POLICY fault ON advisories.${table} FOR SELECT TO harbourlight_api USING (true)`);
      try {
        expect(await wrongCells()).toBeGreaterThan(0);
      } finally {
        await client.query(`DROP POLICY fault ON advisories.${table}`);
      }
    });
    expect(await wrongCells()).toBe(0);
  });
});

async function deadReaders(client: Client): Promise<number> {
  const answer = await askWhoMayRead(client);
  const dead = world.people.filter((person) => !person.isActive);
  return [...answer.values()].filter((readers) => dead.some(({ id }) => readers.has(id))).length;
}
