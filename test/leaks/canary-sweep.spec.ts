import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHANNELS } from '#libs/access';
import { newId } from '#libs/core';
import type { GraphQLSchema } from 'graphql';
import { Client } from 'pg';
import { asSuperuser } from '../support/builders/organisation.js';
import { aPerson } from '../support/builders/person.js';
import { Journey } from '../support/journey.js';
import type { Endpoint } from '../support/journey.js';
import * as documents from '../support/journey-documents.js';
import { wordsOf } from '../support/mail-reader.js';
import type { Answer, LiveFeed, Visitor } from '../support/journey-visitor.js';
import { fewAtATime, schemaOf, Surfaces } from '../support/surfaces.js';
import { canariesIn, newCanary } from '../support/surfaces-canaries.js';
import { HALVES, mutationsOfAdvisories, rootsOf, wholeOf } from '../support/surfaces-documents.js';
import { anonymous, accountOf, readerWith } from './canary-readers.js';
import type { Reader } from './canary-readers.js';
import { CanaryWorld, CELLS, SHARED_WORD, STATES } from './canary-world.js';
import type { Author, Planted, PlantedAdvisory } from './canary-world.js';
import { LeakChecker, opens } from './leak-checker.js';
import type { Leak } from './leak-checker.js';

/** What must have been looked at for "nothing leaked" to mean anything. */
const FLOORS = { cells: 2_400, readers: 15, mails: 100, calls: 100, absentCompared: 1_500, allowed: 3_000, allowedSeen: 0.999 };

const ACCOUNTS: readonly (readonly [name: string, email: string, assurance: 1 | 2])[] = [
  ['public reader', 'reader@example.org', 2],
  ['bank without second factor', 'member@bank.example', 1],
  ['bank', 'member@bank.example', 2],
  ['administrator of the bank', 'admin@bank.example', 2],
  ['water', 'member@water.example', 2],
  ['analyst of water', 'analyst@water.example', 2],
  ['treasury', 'member@treasury.example', 2],
  ['analyst', 'analyst@cert.example', 2],
  ['reviewer', 'reviewer@cert.example', 2],
  ['administrator', 'admin@cert.example', 2],
  ['auditor', 'auditor@cert.example', 2],
  ['suspended member', 'suspended@bank.example', 2],
];
const SUBSCRIBERS = ['public reader', 'bank', 'water', 'analyst of water', 'treasury', 'analyst', 'reviewer'];

describe('the canary sweep', () => {
  let journey: Journey;
  let schema: GraphQLSchema;
  let surfaces: Surfaces;
  let world: CanaryWorld;
  let checker: LeakChecker;
  let listener: Client;
  const readers: Reader[] = [];
  const feeds = new Map<string, LiveFeed>();
  const deskFeeds = new Map<string, LiveFeed>();
  const webhooks = new Map<string, Endpoint>();
  const notifications: string[] = [];
  const tookMs: Record<string, number> = {};

  const reader = (name: string): Reader => {
    const one = readers.find((each) => each.name === name);
    if (one === undefined) throw new Error(`nobody is ${name}`);
    return one;
  };

  const verifiedAlerts = new Map<string, number>();

  beforeAll(async () => {
    journey = await Journey.begin();
    await timed('people', makePeople);
    await timed('subscriptions', subscribe);
    await timed('feeds', listen);
    await timed('planting', plant);
    await timed('sending', () => journey.untilQuiet(60_000));
    // A signature is good for five minutes (Standard Webhooks 1.0.0), and the asking below may take longer.
    for (const name of [...SUBSCRIBERS, 'shared by the bank'])
      verifiedAlerts.set(name, journey.receiver.alertsOf(pathOf(name), webhooks.get(name)?.secret ?? '').length);
    schema = await schemaOf(journey.stranger());
    surfaces = new Surfaces(schema, world.advisories, SHARED_WORD);
    checker = new LeakChecker(world.advisories);
    const tasks = readers.flatMap(({ visitor }) => surfaces.tasksOf(visitor));
    await timed('asking', () => fewAtATime(tasks, 8));
  }, 600_000);

  afterAll(async () => {
    process.stdout.write(`sweep: ${world.advisories.length} advisories x ${readers.length} readers; ms: ${JSON.stringify(tookMs)}\n`);
    for (const feed of [...feeds.values(), ...deskFeeds.values()]) feed.stop();
    await listener.end();
    await journey.end();
  });

  async function timed(what: string, work: () => Promise<void>): Promise<void> {
    const startedMs = performance.now();
    await work();
    tookMs[what] = Math.round(performance.now() - startedMs);
  }

  async function makePeople(): Promise<void> {
    const { database } = journey.product;
    const organisationOf = async (name: string) =>
      asSuperuser(database, async (client) => {
        const { rows } = await client.query<{ id: string }>('SELECT id FROM accounts.organisation WHERE name = $1', [name]);
        return { id: rows[0]?.id ?? '', name, tier: 'industry' as const, sectors: [], isOperator: false };
      });
    await aPerson()
      .of(await organisationOf('Harbour Water'))
      .withRoles('member', 'analyst')
      .at('analyst@water.example')
      .savedIn(database);
    await aPerson()
      .of(await organisationOf('Harbour Bank'))
      .at('suspended@bank.example')
      .savedIn(database);
    readers.push(anonymous(journey));
    for (const [name, email, assurance] of ACCOUNTS) readers.push(await readerWith(journey, name, email, assurance));
    await addToken('bank', 'READ', ({ keys }) => keys);
    // Without the scope to read, a token opens what is public, and to write the drafts of its desk.
    await addToken('bank', 'WRITE', () => ['public']);
    await addToken('analyst', 'WRITE', ({ keys }) => keys.filter((key) => key === 'public' || key.startsWith('desk:')));
    await asSuperuser(database, (client) =>
      client.query("UPDATE accounts.person SET status = 'suspended' WHERE email = 'suspended@bank.example'"),
    );
    const at = readers.findIndex(({ name }) => name === 'suspended member');
    readers[at] = { ...reader('suspended member'), keys: ['public'], accountKeys: [] };
  }

  async function addToken(owner: string, scope: string, keysOfToken: (owner: Reader) => readonly string[]): Promise<void> {
    const { createApiToken } = await reader(owner).visitor.ask<{ createApiToken: { token: string } }>(documents.CREATE_TOKEN, {
      input: { name: scope, scopes: [scope] },
    });
    const visitor = journey.withToken(createApiToken.token);
    readers.push({ ...reader(owner), name: `token of the ${owner} to ${scope.toLowerCase()}`, visitor, keys: keysOfToken(reader(owner)) });
  }

  async function subscribe(): Promise<void> {
    for (const name of SUBSCRIBERS) {
      const { visitor } = reader(name);
      const email = await journey.emailEndpoint(visitor, addressOf(name));
      const webhook = await journey.webhookEndpoint(visitor, pathOf(name));
      webhooks.set(name, webhook);
      await journey.subscribe(visitor, [email, webhook.id]);
    }
    const { visitor } = reader('administrator of the bank');
    const shared = await journey.webhookEndpoint(visitor, 'shared-by-the-bank', { isShared: true });
    webhooks.set('shared by the bank', shared);
    await journey.subscribe(visitor, [shared.id], { isShared: true });
  }

  async function listen(): Promise<void> {
    const live = `subscription { advisoryPublished { event advisory ${wholeOf(await schemaOf(journey.stranger()), 'Advisory', HALVES[0])} } }`;
    for (const { name, visitor } of readers) {
      feeds.set(name, await visitor.listen(live));
      deskFeeds.set(name, await visitor.listen('subscription { deskChanged { change } }'));
    }
    listener = new Client({ connectionString: journey.product.database.adminUrl });
    listener.on('error', () => undefined);
    await listener.connect();
    listener.on('notification', ({ channel, payload }) => notifications.push(`${channel} ${payload ?? ''}`));
    for (const channel of [
      'harbourlight_live',
      'harbourlight_outbox',
      'harbourlight_deliveries',
      'harbourlight_access',
      'harbourlight_desk',
    ])
      await listener.query(`LISTEN ${channel}`);
  }

  async function plant(): Promise<void> {
    const reviewer = await authorAt('reviewer@cert.example');
    const globalIds = await journey.whoIsWhere(reviewer.visitor);
    const uuids = new Map([...globalIds].map(([name, id]) => [name, Buffer.from(id, 'base64url').toString('utf8').split(':')[1] ?? '']));
    world = new CanaryWorld(journey, { uuids, globalIds }, reviewer);
    await world.plant(await authorAt('analyst@cert.example'), CELLS, STATES);
    // Who is in another organisation, an analyst of a member does not see, and so cannot name.
    const ofAnother = CELLS.filter(({ label, names }, at) =>
      label === 'RED' ? names.persons?.[0] === 'member@water.example' : at % 2 === 0,
    );
    await world.plant(await authorAt('analyst@water.example'), ofAnother, ['draft', 'in_review', 'scheduled', 'published']);
  }

  /** A session apart from that of the reader: what a writer is told about their own work is no leak and proves nothing. */
  async function authorAt(email: string): Promise<Author> {
    const { visitor, keys } = await readerWith(journey, `writing ${email}`, email);
    const { personId, organisation } = await asSuperuser(journey.product.database, (client) => accountOf(client, email));
    return { visitor, keys, personId, organisationId: organisation?.id ?? '' };
  }

  it('covers what it says: enough readers, advisories and alerts', async () => {
    expect(readers.length).toBeGreaterThanOrEqual(FLOORS.readers);
    expect(world.advisories.length * readers.length).toBeGreaterThanOrEqual(FLOORS.cells);
    expect((await journey.mails.all()).length).toBeGreaterThanOrEqual(FLOORS.mails);
    expect(journey.receiver.calls.length).toBeGreaterThanOrEqual(FLOORS.calls);
    expect(journey.product.log.length).toBeGreaterThan(0);
    expect(new Set(world.advisories.map(({ state }) => state)).size).toBe(STATES.length);
  });

  it('asks every query that the schema has, and listens to its live subscriptions', () => {
    expect(surfaces.unvisited).toEqual([]);
    expect(rootsOf(schema).subscriptions).toEqual(['advisoryPublished', 'deskChanged']);
  });

  it('told nobody who asked through the API what they may not see', () => {
    expect(
      shortly(readers.flatMap(({ name, visitor, keys }) => checker.leaks({ who: name, surface: 'API', keys, bytes: visitor.heard }))),
    ).toEqual([]);
  });

  it('told the desk of the CERT alone that something of it changed, and only what sort', () => {
    const told = [...deskFeeds].filter(([, { frames }]) => frames.some((frame) => frame.includes('"change"'))).map(([name]) => name);
    expect(told.sort()).toEqual(['administrator', 'analyst', 'reviewer']);
    const bare = /^\{"id":"live","type":"next","payload":\{"data":\{"deskChanged":\{"change":"[A-Z_]+"\}\}\}\}$/;
    const refused =
      /^\{"id":"live","type":"next","payload":\{"errors":\[\{"message":"(Sign in|Your roles|Only the operating CERT|This token lacks)[^{}[\]]*","locations":\[\{[^{}]*\}\],"path":\["deskChanged"\],"extensions":\{"code":"[A-Z_]+","kind":"FORBIDDEN"\}\}\]\}\}$/;
    const frames = [...deskFeeds.values()].flatMap((feed) => feed.frames).filter((frame) => frame.includes('"type":"next"'));
    expect(frames.filter((frame) => !bare.test(frame) && !refused.test(frame))).toEqual([]);
  });

  it('told nobody live what they might not see at that moment', () => {
    const leaks = readers
      .flatMap(({ name, keys }) =>
        checker.leaks({ who: name, surface: 'live', keys, bytes: feeds.get(name)?.frames ?? [] }).map((leak) => ({ leak, keys })),
      )
      .filter(({ leak, keys }) => !wasTheirs(keys, leak.advisory))
      .map(({ leak }) => leak);
    expect(shortly(leaks)).toEqual([]);
  });

  it('told everybody all that they may see', () => {
    let [allowed, seen] = [0, 0];
    const missed: string[] = [];
    for (const { name, visitor, keys } of readers) {
      const found = checker.found(visitor.heard);
      for (const advisory of world.advisories) {
        for (const planted of advisory.planted.filter((each) => each.isShown && opens(keys, each))) {
          allowed += 1;
          if (found.has(planted.canary)) seen += 1;
          else missed.push(`${name}: ${planted.part} of ${advisory.name}`);
        }
      }
    }
    expect(allowed).toBeGreaterThanOrEqual(FLOORS.allowed);
    if (seen / allowed < FLOORS.allowedSeen) expect(missed.slice(0, 20)).toEqual([]);
  });

  it('told live subscribers of what was published to them, as it was published', () => {
    for (const { name, keys } of readers) {
      const told = checker.found(feeds.get(name)?.frames ?? []);
      const published = world.advisories
        .filter(({ state }) => state === 'published')
        .flatMap(({ planted }) => planted.filter(({ part }) => part === 'title'));
      const missed = published.filter((planted) => opens(keys, planted) && !told.has(planted.canary));
      expect([name, missed.length]).toEqual([name, 0]);
    }
  });

  it.each(SUBSCRIBERS)('sent the %s in mails what the label lets leave to them, and all of it', async (name) => {
    const { accountKeys } = reader(name);
    const mails = (await journey.mails.to(addressOf(name))).map(wordsOf);
    const bytes = mails.flatMap((mail) => [mail, ...canariesIn(mail, 2)]);
    const isFull = ({ label }: PlantedAdvisory) => CHANNELS.email[label] === 'full';
    expect(
      shortly(
        checker
          .leaks({ who: name, surface: 'mail', keys: accountKeys, bytes }, mayLeave(isFull))
          .filter(notWithdrawnSince(accountKeys, isFull)),
      ),
    ).toEqual([]);
    const found = checker.found(bytes);
    const due = world.advisories.filter((advisory) => advisory.state === 'published' && isFull(advisory));
    const missed = due.flatMap(({ planted }) =>
      planted.filter((each) => each.part !== 'comment' && each.part !== 'narrow' && opens(accountKeys, each) && !found.has(each.canary)),
    );
    expect(missed).toEqual([]);
  });

  it.each([...SUBSCRIBERS, 'shared by the bank'])(
    'called the webhook of the %s with what the label lets leave to them, and all of it',
    (name) => {
      const keys =
        name === 'shared by the bank' ? reader('bank').accountKeys.filter((key) => !key.startsWith('user:')) : reader(name).accountKeys;
      const calls = journey.receiver.calls.filter((call) => call.name === pathOf(name));
      expect(verifiedAlerts.get(name)).toBeGreaterThan(0);
      const bytes = calls.flatMap(({ headers, body }) => [JSON.stringify(headers), body]);
      const isFull = ({ label }: PlantedAdvisory) => CHANNELS.webhook[label] === 'full';
      expect(
        shortly(checker.leaks({ who: name, surface: 'webhook', keys, bytes }, mayLeave(isFull)).filter(notWithdrawnSince(keys, isFull))),
      ).toEqual([]);
      const found = checker.found(bytes);
      const due = world.advisories.filter((advisory) => advisory.state === 'published' && isFull(advisory));
      const missed = due.flatMap(({ planted }) =>
        planted.filter((each) => each.part === 'title' && opens(keys, each) && !found.has(each.canary)),
      );
      expect(missed).toEqual([]);
    },
  );

  /** What is narrower than its advisory goes out by no alert, to nobody. */
  function mayLeave(isFull: (advisory: PlantedAdvisory) => boolean) {
    return (advisory: PlantedAdvisory, { part }: Planted) => isFull(advisory) && part !== 'narrow';
  }

  /** What was withdrawn had been sent to its readers before: it is no leak where it was theirs then. Remarks of the desks are never sent. */
  function notWithdrawnSince(keys: readonly string[], isFull: (advisory: PlantedAdvisory) => boolean): (leak: Leak) => boolean {
    return (leak) => leak.part === 'comment' || leak.part === 'narrow' || !wasTheirs(keys, leak.advisory, isFull);
  }

  function wasTheirs(keys: readonly string[], name: string, isFull: (advisory: PlantedAdvisory) => boolean = () => true): boolean {
    const advisory = world.advisories.find((each) => each.name === name);
    return advisory?.state === 'withdrawn' && advisory.publishedTo?.some((key) => keys.includes(key)) === true && isFull(advisory);
  }

  it('wrote nothing of any advisory into logs, metrics, notifications, events, jobs, the audit log and the delivery log', async () => {
    const metrics = await Promise.all(
      [journey.product.apiUrl, journey.product.workerUrl].map(async (url) => (await fetch(`${url}/metrics`)).text()),
    );
    const rows = await tablesThatHoldIdsOnly();
    expect(notifications.length).toBeGreaterThan(100);
    const nobody = (surface: string, bytes: string[]) => checker.leaks({ who: 'nobody', surface, keys: [], bytes });
    const leaks = [
      ...nobody('log', [journey.product.log]),
      ...nobody('metrics', metrics),
      ...nobody('notification', notifications),
      ...nobody('table', rows),
    ];
    expect(shortly(leaks)).toEqual([]);
  });

  async function tablesThatHoldIdsOnly(): Promise<string[]> {
    return asSuperuser(journey.product.database, async (client) => {
      const { rows: tables } = await client.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('advisories', 'renditions', 'taxii', 'pg_catalog', 'information_schema')`,
      );
      expect(tables.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['outbox.event', 'audit.entry', 'deliveries.delivery', 'deliveries.attempt']),
      );
      expect(tables.some(({ name }) => name.startsWith('bullmq.'))).toBe(true);
      const all: string[] = [];
      for (const { name } of tables)
        all.push(...(await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)).rows.map(({ row }) => row));
      return all;
    });
  }

  it('answered questions after what is hidden like questions after what nobody wrote, byte for byte', async () => {
    const questions: readonly ((visitor: Visitor, canary: string) => Promise<Answer>)[] = [
      (visitor, canary) => visitor.answerTo(documents.SEARCH, { query: canary }),
      (visitor, canary) => visitor.answerTo(documents.PREVIEW, { criteria: { keywords: [canary] } }),
      (visitor, canary) => visitor.answerTo(documents.SUGGESTIONS, { typed: `Maker ${canary}` }),
      (visitor, canary) => visitor.answerTo(documents.OF_VENDOR, { vendors: [`Maker ${canary}`] }),
    ];
    const different: string[] = [];
    let compared = 0;
    const tasks = readers.flatMap(({ name, visitor, keys }) => {
      const hidden = world.advisories.filter(({ planted }) => !planted.some((each) => opens(keys, each)));
      return hidden.map((advisory, at) => async () => {
        const question = questions[at % questions.length] ?? questions[0];
        const { canary, part } = advisory.planted[at % advisory.planted.length] ?? { canary: '', part: '' };
        if (question === undefined) return;
        const [asked, absent] = [await question(visitor, canary), await question(visitor, newCanary())];
        compared += 1;
        if (asked.bytes !== absent.bytes || asked.status !== absent.status) different.push(`${name}: ${part} of ${advisory.name}`);
      });
    });
    await fewAtATime(tasks, 8);
    expect(different).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(FLOORS.absentCompared);
  }, 300_000);

  it('answered every step on what is hidden like a step on what does not exist, byte for byte', async () => {
    const mutations = mutationsOfAdvisories(schema);
    expect(mutations.length).toBeGreaterThanOrEqual(9);
    const different: string[] = [];
    let compared = 0;
    const tasks = readers.flatMap(({ name, visitor, keys }) =>
      // A reviewer of the operating CERT takes back whatever is published, also unseen (docs/adr/0006).
      mutations
        .filter((mutation) => name !== 'reviewer' || mutation.name !== 'withdrawAdvisory')
        .map((mutation) => async () => {
          const hidden = oneOfEachState(world.advisories.filter(({ planted }) => !planted.some((each) => opens(keys, each))));
          const document = `mutation ($input: ${mutation.input}!) { ${mutation.name}(input: $input) { __typename } }`;
          const absent = await visitor.answerTo(document, { input: { ...neededBy(mutation.needed), id: newId() } });
          for (const advisory of hidden) {
            const answer = await visitor.answerTo(document, { input: { ...neededBy(mutation.needed), id: advisory.id } });
            compared += 1;
            if (answer.bytes !== absent.bytes || answer.status !== absent.status)
              different.push(`${mutation.name} by ${name} on ${advisory.name}: ${answer.bytes}`);
          }
        }),
    );
    await fewAtATime(tasks, 8);
    expect(different).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(500);
  }, 300_000);

  it('has no node for what belongs to others', async () => {
    const others = await asSuperuser(journey.product.database, async (client) => {
      const { rows } = await client.query<{ id: string; type: string; owner: string }>(
        `(SELECT id, 'Delivery' AS type, person_id AS owner FROM deliveries.delivery WHERE person_id IS NOT NULL AND advisory_id IS NOT NULL ORDER BY id LIMIT 40)
         UNION ALL SELECT id, 'Endpoint', person_id FROM subscriptions.endpoint WHERE person_id IS NOT NULL
         UNION ALL SELECT id, 'Subscription', person_id FROM subscriptions.subscription WHERE person_id IS NOT NULL
         UNION ALL SELECT id, 'ApiToken', person_id FROM accounts.api_token UNION ALL (SELECT id, 'Session', person_id FROM accounts.session LIMIT 20)`,
      );
      return rows;
    });
    expect(others.length).toBeGreaterThan(60);
    const shown: string[] = [];
    const nodeOf = (visitor: Visitor, type: string, id: string) =>
      visitor.answerTo(documents.NODE, { id: Buffer.from(`${type}:${id}`).toString('base64url') });
    const tasks = readers.map(({ name, visitor, accountKeys }) => async () => {
      for (const { id, type, owner } of others.filter((each) => !accountKeys.includes(`user:${each.owner}`))) {
        const [answer, absent] = [await nodeOf(visitor, type, id), await nodeOf(visitor, type, newId())];
        if (answer.bytes !== absent.bytes) shown.push(`${type} of ${owner} to ${name}: ${answer.bytes}`);
      }
    });
    await fewAtATime(tasks, 8);
    expect(shown).toEqual([]);
  });

  it('would have found a leak, however it was written', () => {
    const secret = world.advisories.find(({ label, state }) => label === 'RED' && state === 'published');
    const canary = secret?.planted.find(({ part }) => part === 'description')?.canary ?? '';
    const ways = {
      plain: canary,
      'in capitals': canary.toUpperCase(),
      base64: Buffer.from(`It says ${canary} there, and more than that.`).toString('base64'),
      'base64 in lines': Buffer.from(`${'x'.repeat(100)}${canary}${'y'.repeat(100)}`)
        .toString('base64')
        .replaceAll(/(.{76})/g, '$1\r\n'),
      base64url: Buffer.from(`2026-11-23T07:39:17.824678Z ${canary}`).toString('base64url'),
      'quoted-printable': `${canary.slice(0, 7)}=\r\n${canary.slice(7)}`,
      'percent-encoded': Array.from(canary, (letter) => `%${letter.charCodeAt(0).toString(16)}`).join(''),
      'escaped in JSON': Array.from(canary, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join(''),
    };
    for (const [way, bytes] of Object.entries(ways)) {
      const heard = { who: 'anonymous', surface: 'planted', keys: ['public'], bytes: [...reader('anonymous').visitor.heard, bytes] };
      expect([way, checker.leaks(heard)]).toEqual([
        way,
        [{ who: 'anonymous', surface: 'planted', advisory: secret?.name, part: 'description' }],
      ]);
    }
  });

  it('closed no live subscription of a reader who stayed', () => {
    for (const { name } of readers) expect([name, feeds.get(name)?.closedWith]).toEqual([name, undefined]);
  });
});

function addressOf(name: string): string {
  return `soc@${pathOf(name)}.alerts.example`;
}

function pathOf(name: string): string {
  return name.replaceAll(' ', '-');
}

/** The first few: a leak is rarely alone, and one is enough to look for. */
function shortly(leaks: readonly Leak[]): string[] {
  const lines = leaks.map(({ who, surface, advisory, part }) => `${surface}: ${part} of ${advisory} to ${who}`);
  return lines.length > 12 ? [...lines.slice(0, 12), `and ${lines.length - 12} more`] : lines;
}

function oneOfEachState(advisories: readonly PlantedAdvisory[]): PlantedAdvisory[] {
  return [...Map.groupBy(advisories, ({ state }) => state).values()].flatMap(([first]) => first ?? []);
}

/** A value for each thing that an input asks for. */
function neededBy(names: readonly string[]): Record<string, unknown> {
  const values: Readonly<Record<string, unknown>> = {
    reason: 'A reason.',
    updateClass: 'MINOR',
    summaryOfChanges: { en: 'A change.' },
    notice: { en: 'A notice.' },
    body: 'A remark.',
    status: 'READ',
  };
  return Object.fromEntries(
    names.map((name) => {
      if (values[name] === undefined) throw new Error(`say what to give as ${name}`);
      return [name, values[name]];
    }),
  );
}
