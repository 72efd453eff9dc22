import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { startApi } from '../support/api-client.js';
import type { RunningApi } from '../support/api-client.js';
import { anAdvisory } from '../support/builders/advisory.js';
import { anOrganisation, asSuperuser } from '../support/builders/organisation.js';
import type { SavedOrganisation } from '../support/builders/organisation.js';
import { aPerson } from '../support/builders/person.js';
import type { SavedPerson } from '../support/builders/person.js';
import { openSocket } from '../support/live-client.js';
import type { LiveClient } from '../support/live-client.js';
import { testDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const SUBSCRIBE = `subscription ($criteria: CriteriaInput) {
  advisoryPublished(criteria: $criteria) { event advisory { trackingId label text { description { en } } } }
}`;
const PUBLISH = 'mutation ($input: PublishAdvisoryInput!) { publishAdvisory(input: $input) { advisory { trackingId state } } }';
const QUIET_MS = 700;
const REVOKED_WITHIN_MS = 5_000;
/** graphql-transport-ws: Forbidden. */
const FORBIDDEN = 4403;

let database: TestDatabase;
let api: RunningApi;
let cert: SavedOrganisation;
let bank: SavedOrganisation;
let analyst: SavedPerson;
let reviewer: SavedPerson;

beforeAll(async () => {
  database = await testDatabase();
  api = await startApi(database);
  cert = await anOrganisation().operator().savedIn(database);
  bank = await anOrganisation().industry().ofSectors('finance').savedIn(database);
  analyst = await aPerson().of(cert).withRoles('analyst').savedIn(database);
  reviewer = await aPerson().of(cert).withRoles('reviewer').savedIn(database);
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

async function aMember(): Promise<SavedPerson> {
  return aPerson().of(bank).savedIn(database);
}

async function socketOf(person: SavedPerson): Promise<LiveClient> {
  return openSocket(api.socketUrl, { token: await api.tokenFor(person) });
}

async function publish(builder: ReturnType<typeof anAdvisory>): Promise<string> {
  const { trackingId } = await builder.inReview().savedIn(database);
  await (await api.as(reviewer)).query(PUBLISH, { input: { trackingId } });
  return trackingId;
}

/** A subscription has begun when the server holds it; a ping that is answered afterwards shows that. */
async function begun(socket: LiveClient): Promise<void> {
  socket.send({ type: 'ping' });
  await socket.next('pong');
}

/** Reads on until the advisory comes, at most 20 events; answers how often it came. */
async function untilToldOf(socket: LiveClient, id: string, trackingId: string): Promise<number> {
  let times = 0;
  for (let count = 0; count < 20; count++) {
    const event = await socket.event(id, times === 0 ? undefined : QUIET_MS);
    if (!event) break;
    if (JSON.stringify(event).includes(trackingId)) times++;
  }
  return times;
}

describe('advisoryPublished', () => {
  it('tells each subscriber what they may see, and nobody else anything', async () => {
    const [visitor, member] = [await openSocket(api.socketUrl), await socketOf(await aMember())];
    const [ofVisitor, ofMember] = [visitor.subscribe(SUBSCRIBE), member.subscribe(SUBSCRIBE)];
    await Promise.all([begun(visitor), begun(member)]);

    const amber = await publish(anAdvisory(analyst).amber({ organisations: [bank.id] }));
    const seen = await member.event(ofMember);
    expect(seen?.data).toMatchObject({
      advisoryPublished: {
        event: 'ADVISORY_PUBLISHED',
        advisory: { trackingId: amber, label: 'AMBER', text: { description: { en: expect.any(String) } } },
      },
    });
    expect(await visitor.event(ofVisitor, QUIET_MS)).toBeUndefined();

    const clear = await publish(anAdvisory(analyst).clear());
    expect((await visitor.event(ofVisitor))?.data).toMatchObject({ advisoryPublished: { advisory: { trackingId: clear } } });
    expect((await member.event(ofMember))?.data).toMatchObject({ advisoryPublished: { advisory: { trackingId: clear } } });
    await Promise.all([visitor.close(), member.close()]);
  });

  it('takes the token from the header as well, which programs send', async () => {
    const headers = { authorization: `Bearer ${await api.tokenFor(await aMember())}` };
    const member = await openSocket(api.socketUrl, { headers });
    const id = member.subscribe(SUBSCRIBE);
    await begun(member);
    const amber = await publish(anAdvisory(analyst).amber({ organisations: [bank.id] }));
    expect((await member.event(id))?.data).toMatchObject({ advisoryPublished: { advisory: { trackingId: amber } } });
    await member.close();
    const wrong = openSocket(api.socketUrl, { headers: { authorization: 'Bearer hl_nothing' } });
    await expect(wrong).rejects.toThrow(String(FORBIDDEN));
  });

  it('gives a token without a second factor no more than what everyone has', async () => {
    const weak = await openSocket(api.socketUrl, { token: await api.tokenFor(await aMember(), { isWeak: true }) });
    const id = weak.subscribe(SUBSCRIBE);
    await begun(weak);
    await publish(anAdvisory(analyst).amber({ organisations: [bank.id] }));
    expect(await weak.event(id, QUIET_MS)).toBeUndefined();
    await weak.close();
  });

  it('tells of what the criteria ask for', async () => {
    const visitor = await openSocket(api.socketUrl);
    const id = visitor.subscribe(SUBSCRIBE, { criteria: { tags: ['routers'] } });
    await begun(visitor);
    await publish(
      anAdvisory(analyst)
        .clear()
        .saying({ tags: ['mail'] }),
    );
    const wanted = await publish(
      anAdvisory(analyst)
        .clear()
        .saying({ tags: ['routers'] }),
    );
    expect((await visitor.event(id))?.data).toMatchObject({ advisoryPublished: { advisory: { trackingId: wanted } } });
    expect(await visitor.event(id, QUIET_MS)).toBeUndefined();
    await visitor.close();
  });

  it('refuses criteria that are none, with the place', async () => {
    const visitor = await openSocket(api.socketUrl);
    expect(await visitor.refusal(SUBSCRIBE, { criteria: { cves: ['CVE-1'] } })).toEqual([
      expect.objectContaining({
        extensions: expect.objectContaining({ code: 'INVALID_INPUT', issues: [expect.objectContaining({ path: 'cves.0' })] }),
      }),
    ]);
    await visitor.close();
  });

  it('catches up with what was published while the connection to the database was lost', async () => {
    const visitor = await openSocket(api.socketUrl);
    const id = visitor.subscribe(SUBSCRIBE);
    await begun(visitor);
    await asSuperuser(database, (client) =>
      client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'harbourlight-listen' AND datname = current_database()`,
      ),
    );
    const missed = await publish(anAdvisory(analyst).clear());
    // What was published in the minute before is told too: better twice than not at all.
    expect(await untilToldOf(visitor, id, missed)).toBe(1);
    const next = await publish(anAdvisory(analyst).clear());
    expect((await visitor.event(id))?.data).toMatchObject({ advisoryPublished: { advisory: { trackingId: next } } });
    await visitor.close();
  });
});

describe('a socket', () => {
  it('is refused for a token that is not good', async () => {
    await expect(openSocket(api.socketUrl, { token: 'hl_nothing' })).rejects.toThrow(String(FORBIDDEN));
  });

  const revocations: readonly [string, (client: Client, person: SavedPerson) => Promise<unknown>][] = [
    [
      'the token is revoked',
      (client, { id }) => client.query('UPDATE accounts.api_token SET revoked_at = now() WHERE person_id = $1', [id]),
    ],
    ['the person is suspended', (client, { id }) => client.query(`UPDATE accounts.person SET status = 'suspended' WHERE id = $1`, [id])],
    [
      'the token ends by itself, which no notification tells',
      (client, { id }) => client.query(`UPDATE accounts.api_token SET expires_at = now() WHERE person_id = $1`, [id]),
    ],
  ];
  it.each(revocations)('is closed within 5 s when %s', async (_name, revoke) => {
    const person = await aMember();
    const socket = await socketOf(person);
    const id = socket.subscribe(SUBSCRIBE);
    await begun(socket);
    const startedMs = performance.now();
    await asSuperuser(database, (client) => revoke(client, person));
    expect(await socket.closed).toBe(FORBIDDEN);
    expect(performance.now() - startedMs).toBeLessThan(REVOKED_WITHIN_MS);
    expect(id).toBe('1');
  });

  it('tells nothing more of what its holder may no longer see, though it stays open', async () => {
    const person = await aMember();
    const socket = await socketOf(person);
    const id = socket.subscribe(SUBSCRIBE);
    await begun(socket);
    await asSuperuser(database, (client) => client.query(`UPDATE accounts.organisation SET sectors = '{water}' WHERE id = $1`, [bank.id]));
    await publish(anAdvisory(analyst).amber({ sectors: ['finance'] }));
    expect(await socket.event(id, QUIET_MS)).toBeUndefined();
    await asSuperuser(database, (client) =>
      client.query(`UPDATE accounts.organisation SET sectors = '{finance}' WHERE id = $1`, [bank.id]),
    );
    await socket.close();
  });

  it('takes subscriptions alone, and not without end', async () => {
    const socket = await openSocket(api.socketUrl);
    expect(await socket.refusal('{ viewer { name } }')).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'SUBSCRIPTIONS_ONLY' }) }),
    ]);
    for (let count = 0; count < 10; count++) socket.subscribe(SUBSCRIBE);
    expect(await socket.refusal(SUBSCRIBE)).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'TOO_MANY_SUBSCRIPTIONS' }) }),
    ]);
    await socket.close();
  });

  it('with the session of a browser comes from our own pages', async () => {
    const cookie = '__Host-harbourlight=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    await expect(openSocket(api.socketUrl, { headers: { cookie, origin: 'https://evil.example' } })).rejects.toThrow(String(FORBIDDEN));
    const own = await openSocket(api.socketUrl, { headers: { cookie, origin: api.url } });
    await own.close();
  });

  it('speaks graphql-transport-ws at /graphql and nothing else anywhere', async () => {
    for (const url of [api.socketUrl.replace('/graphql', '/'), `${api.socketUrl}x`]) await expect(openSocket(url)).rejects.toThrow('400');
  });
});

describe('server-sent events', () => {
  async function stream(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${api.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  /** Reads on until the text comes. */
  async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, text: string): Promise<string> {
    let read = '';
    for (let chunks = 0; chunks < 50 && !read.includes(text); chunks++) {
      const { value, done } = await reader.read();
      if (done) break;
      read += Buffer.from(value).toString();
    }
    return read;
  }

  it('tell the same as a socket, under the keys of the token', async () => {
    const answer = await stream({ query: SUBSCRIBE }, { authorization: `Bearer ${await api.tokenFor(await aMember())}` });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    expect(await readUntil(reader, '\n\n')).toBe(':\n\n');
    const amber = await publish(anAdvisory(analyst).amber({ organisations: [bank.id] }));
    const event = await readUntil(reader, '\n\n');
    expect(event).toMatch(/^event: next\ndata: \{/);
    expect(event).toContain(amber);
    await reader.cancel();
  });

  it('end within 5 s when the token is revoked', async () => {
    const person = await aMember();
    const answer = await stream({ query: SUBSCRIBE }, { authorization: `Bearer ${await api.tokenFor(person)}` });
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    await readUntil(reader, '\n\n');
    const startedMs = performance.now();
    await asSuperuser(database, (client) =>
      client.query('UPDATE accounts.api_token SET revoked_at = now() WHERE person_id = $1', [person.id]),
    );
    while (!(await reader.read()).done);
    expect(performance.now() - startedMs).toBeLessThan(REVOKED_WITHIN_MS);
  });

  it('refuse what a socket refuses, a token that is not good, and what is not JSON', async () => {
    expect((await stream({ query: SUBSCRIBE }, { authorization: 'Bearer hl_nothing' })).status).toBe(401);
    expect((await stream({ query: SUBSCRIBE }, { 'content-type': 'text/plain' })).status).toBeGreaterThanOrEqual(400);
    expect((await stream({ query: 1 })).status).toBe(400);
    const query = await stream({ query: '{ viewer { name } }' });
    expect([query.status, await query.json()]).toEqual([
      400,
      { errors: [expect.objectContaining({ extensions: expect.objectContaining({ code: 'SUBSCRIPTIONS_ONLY' }) })] },
    ]);
  });
});

describe('what visitors ask at the same moment', () => {
  const LIST = '{ advisories(first: 5) { nodes { trackingId title { en } } } }';
  interface Listed extends Record<string, unknown> {
    readonly advisories: { readonly nodes: readonly { readonly trackingId: string; readonly title: { readonly en: string } }[] };
  }
  const titleOf = ({ advisories }: Listed, trackingId: string) => advisories.nodes.find((node) => node.trackingId === trackingId)?.title.en;

  it('is answered from memory for a second, until the next publication; what a member asks never is', async () => {
    const [visitor, member] = [api.client, await api.as(await aMember())];
    const ask = (who: typeof visitor) => who.query<Listed>(LIST);
    const first = await publish(anAdvisory(analyst).clear());
    const amber = await publish(anAdvisory(analyst).amber({ organisations: [bank.id] }));
    const rename = (title: string) =>
      asSuperuser(database, (client) =>
        client.query('UPDATE advisories.advisory SET title = $2 WHERE tracking_id = $1', [first, { en: title }]),
      );
    let isKept = false;
    // A loaded machine may take longer than a second for some of them.
    for (let round = 0; round < 10 && !isKept; round += 1) {
      for (let times = 0; times < 12; times += 1) expect(titleOf(await ask(visitor), amber)).toBeUndefined();
      await rename(`Renamed ${round}`);
      expect(titleOf(await ask(member), first)).toBe(`Renamed ${round}`);
      expect(titleOf(await ask(member), amber)).toEqual(expect.any(String));
      isKept = titleOf(await ask(visitor), first) !== `Renamed ${round}`;
    }
    expect(isKept).toBe(true);
    const second = await publish(anAdvisory(analyst).clear());
    const deadline = performance.now() + 900;
    while (titleOf(await ask(visitor), second) === undefined && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(titleOf(await ask(visitor), second)).toEqual(expect.any(String));
    expect(titleOf(await ask(visitor), first)).toContain('Renamed');
  });
});
