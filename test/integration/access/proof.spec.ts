import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keysOf, NOBODY, overlaps, readersOf, TLP_LABELS } from '#libs/access';
import { Database } from '#libs/database';
import { asSuperuser } from '../../support/builders/organisation.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';
import { accessMutants } from './mutants.js';
import { mayRead } from './plain-words.js';
import { askWhoMayRead, lookAsEveryone } from './seen.js';
import type { Seen } from './seen.js';
import { accountOf, found, isPublishable, makeWorld, readersOfText, saveWorld } from './world.js';
import type { Principal, Text } from './world.js';

const world = makeWorld();
let test: TestDatabase;
let database: Database;
let seen: Map<Principal, Seen>;
let whoMayRead: Map<string, Map<string, boolean>>;

beforeAll(async () => {
  test = await testDatabase();
  database = new Database({ url: test.apiUrl, applicationName: 'proof' });
  await asSuperuser(test, async (client) => {
    await client.query('BEGIN');
    await saveWorld(world, client);
    await client.query('COMMIT');
    whoMayRead = await askWhoMayRead(client);
  });
  seen = await lookAsEveryone(database, world);
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

function keysOfPrincipal({ person, hasSecondFactor }: Principal): string[] {
  return keysOf(person && accountOf(world, person), hasSecondFactor);
}

function cells(): { principal: Principal; text: Text; got: Seen }[] {
  return world.principals.flatMap((principal) => world.texts.map((text) => ({ principal, text, got: found(seen.get(principal)) })));
}

function differences(
  decide: (principal: Principal, text: Text, got: Seen) => boolean,
  expected: (principal: Principal, text: Text, got: Seen) => boolean,
): string[] {
  return cells()
    .filter(({ principal, text, got }) => decide(principal, text, got) !== expected(principal, text, got))
    .map(({ principal, text }) => `${principal.name}: ${text.state} ${text.label ?? 'no label'} ${JSON.stringify(text.audience)}`);
}

describe('who reads what', () => {
  it('is compared over at least 20,000 cells, in which each answer is given often', () => {
    expect(cells().length).toBeGreaterThanOrEqual(20_000);
    const yes = cells().filter(({ text, got }) => got.advisories.has(text.id)).length;
    expect(yes).toBeGreaterThan(2_000);
    expect(cells().length - yes).toBeGreaterThan(10_000);
  });

  it('is decided alike by readers and keys, by row-level security, and by the rules in plain words', () => {
    const readers = new Map(world.texts.map((text) => [text.id, readersOfText(text)]));
    const keys = new Map(world.principals.map((principal) => [principal, keysOfPrincipal(principal)]));
    const byRows = (_: Principal, text: Text, got: Seen) => got.advisories.has(text.id);
    expect(differences((principal, text) => overlaps(found(readers.get(text.id)), found(keys.get(principal))), byRows)).toEqual([]);
    expect(differences((principal, text) => mayRead(world, principal, text), byRows)).toEqual([]);
  });

  it('holds for the revision and its parts; of a withdrawn text nothing but the notice is left', () => {
    const expected = (_: Principal, text: Text, got: Seen) => text.state !== 'withdrawn' && got.advisories.has(text.id);
    expect(differences((_, text, got) => got.revisions.has(text.id), expected)).toEqual([]);
    expect(differences((_, text, got) => got.indicators.has(text.id), expected)).toEqual([]);
  });

  it('is the same when asked the other way round: who may read this?', () => {
    const isLive = ({ person }: Principal) => person?.isActive === true && (person.organisation?.status ?? 'active') === 'active';
    const byInverse = ({ person, hasSecondFactor }: Principal, text: Text) => {
      const passwordIsEnough = whoMayRead.get(text.id)?.get(person?.id ?? '');
      return passwordIsEnough !== undefined && (hasSecondFactor || passwordIsEnough);
    };
    expect(
      differences(
        (principal, text) => isLive(principal) && byInverse(principal, text),
        (principal, text, got) => isLive(principal) && got.advisories.has(text.id),
      ),
    ).toEqual([]);
    const dead = world.people.filter((person) => !person.isActive || (person.organisation && person.organisation.status !== 'active'));
    expect(dead.length).toBeGreaterThan(10);
    for (const readers of whoMayRead.values()) for (const { id } of dead) expect(readers.has(id)).toBe(false);
  });

  it('rests on keys that the database and keysOf compute alike for every account', () => {
    for (const principal of world.principals) {
      expect({ who: principal.name, keys: [...found(seen.get(principal)).keys].sort() }).toEqual({
        who: principal.name,
        keys: keysOfPrincipal(principal),
      });
    }
  });

  it('never publishes a label with an audience that does not go with it', () => {
    for (const { label, audience } of world.refused) {
      expect({ label, audience, isPublishable: isPublishable(label, audience) }).toEqual({ label, audience, isPublishable: false });
      expect(() => readersOf({ state: 'published', label, audience, authorId: 'a', organisationId: 'o' })).toThrow('do not go together');
    }
    for (const text of world.texts.filter((each) => each.state === 'published'))
      expect(isPublishable(text.label, text.audience)).toBe(true);
  });
});

describe('what must hold whatever the tables say', () => {
  it('for the same audience, nobody reads a narrower label who could not read a wider one', () => {
    const readersBy = (label: string, audience: unknown) => {
      const text = found(
        world.texts.find(
          (each) => each.state === 'published' && each.label === label && JSON.stringify(each.audience) === JSON.stringify(audience),
        ),
      );
      return new Set(world.principals.filter((principal) => seen.get(principal)?.advisories.has(text.id)).map(({ name }) => name));
    };
    const shared = world.texts.filter(
      (text) => text.state === 'published' && text.label === 'AMBER' && text.audience.organisations.length === 0,
    );
    expect(shared.length).toBeGreaterThan(10);
    const members = readersBy('GREEN', NOBODY);
    const everyone = readersBy('CLEAR', NOBODY);
    for (const { audience } of shared) {
      const [green, amber, strict] = ['GREEN', 'AMBER', 'AMBER+STRICT'].map((label) => readersBy(label, audience));
      expect([...found(strict)].filter((who) => !found(amber).has(who))).toEqual([]);
      expect([...found(amber)].filter((who) => !found(green).has(who))).toEqual([]);
      expect([...found(green)].filter((who) => !everyone.has(who))).toEqual([]);
    }
    expect([...members].filter((who) => !everyone.has(who))).toEqual([]);
  });

  it('the visitor reads what is published and CLEAR, and nothing else', () => {
    const visitor = found(world.principals[0]);
    const expected = world.texts.filter((text) => text.label === 'CLEAR' && (text.state === 'published' || text.state === 'withdrawn'));
    expect([...found(seen.get(visitor)).advisories].sort()).toEqual(expected.map((text) => text.id).sort());
  });

  it('nobody outside the author’s organisation and the reviewing desk sees a draft', () => {
    const outsiders = world.principals.filter(({ person }) => !(person?.organisation?.isOperator && person.roles.includes('reviewer')));
    for (const text of world.texts.filter((each) => each.state === 'draft' || each.state === 'in_review')) {
      const strangers = outsiders.filter(({ person }) => person?.organisation?.id !== text.author.organisation?.id);
      expect(strangers.length).toBeGreaterThan(50);
      expect(strangers.filter((principal) => seen.get(principal)?.advisories.has(text.id))).toEqual([]);
    }
  });

  it('a second factor only ever adds', () => {
    for (const strong of world.principals.filter(({ hasSecondFactor }) => hasSecondFactor)) {
      const weak = found(world.principals.find(({ person, hasSecondFactor }) => person === strong.person && !hasSecondFactor));
      expect([...found(seen.get(weak)).advisories].filter((id) => !seen.get(strong)?.advisories.has(id))).toEqual([]);
    }
  });

  it('being administrator or auditor opens no text', () => {
    for (const label of TLP_LABELS) {
      const texts = world.texts.filter((text) => text.label === label);
      const administrator = world.principals.find(({ name }) => name === 'cert member+administrator+auditor with a second factor');
      const member = world.principals.find(({ name }) => name === 'cert member with a second factor');
      const read = (principal: Principal | undefined) =>
        texts.filter((text) => principal && seen.get(principal)?.advisories.has(text.id) && text.audience.persons.length === 0).length;
      expect(read(administrator)).toBe(read(member));
    }
  });
});

describe('a change of the tables', () => {
  it('is noticed by the comparison, or changes nothing for a reason that is written down', () => {
    const byRows = (principal: Principal, text: Text) => found(seen.get(principal)).advisories.has(text.id);
    const report = accessMutants({ world, keysInDatabase: (principal) => [...found(seen.get(principal)).keys].sort(), byRows });
    expect(report.made).toBeGreaterThanOrEqual(150);
    expect(report.unexplained).toEqual([]);
    expect(report.explainedButFound).toEqual([]);
  });
});
