import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/core';
import { startApi } from '../support/api-client.js';
import type { ApiClient, RunningApi } from '../support/api-client.js';
import { anAdvisory } from '../support/builders/advisory.js';
import { anOrganisation, asSuperuser } from '../support/builders/organisation.js';
import { aPerson } from '../support/builders/person.js';
import type { SavedPerson } from '../support/builders/person.js';
import { testDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { needsSecondFactor viewer { email assurance } } }';
const VIEWER = '{ viewer { isSignedIn email sessions { isCurrent } } }';
const PASSWORD = 'seven quiet otters under rain 7';

let database: TestDatabase;
let api: RunningApi;
let analyst: SavedPerson;
let reviewer: SavedPerson;
let member: SavedPerson;
/** Registered, of no organisation. */
let reader: SavedPerson;
const logged: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  const log = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString());
      done();
    },
  });
  api = await startApi(database, { LOG_LEVEL: 'debug' }, log);
  const cert = await anOrganisation().operator().savedIn(database);
  const bank = await anOrganisation().industry().savedIn(database);
  analyst = await aPerson().of(cert).withRoles('analyst').savedIn(database);
  reviewer = await aPerson().of(cert).withRoles('reviewer').savedIn(database);
  member = await aPerson().of(bank).savedIn(database);
  reader = await aPerson().savedIn(database);
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

async function withPassword(person: SavedPerson): Promise<void> {
  const token = newId().replaceAll('-', '').padEnd(43, 'C');
  await asSuperuser(database, (client) =>
    client.query(
      `INSERT INTO accounts.email_link (id, hash, purpose, email, expires_at) VALUES ($1, sha256($2), 'password_reset', $3, now() + interval '1 hour')`,
      [newId(), Buffer.from(token), person.email],
    ),
  );
  await api.client.query('mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { done } }', {
    input: { token, password: PASSWORD },
  });
}

/** The session's cookie of an answer, as a browser sends it back. */
function cookieOf(headers: Headers): string {
  const found = headers.getSetCookie().find((cookie) => cookie.startsWith('__Host-harbourlight='));
  if (!found) throw new Error('no cookie was set');
  return found.split(';')[0] ?? '';
}

describe('signing in over HTTP', () => {
  let signedIn: ApiClient;

  it('sets a cookie that scripts, other hosts and plain http do not get, and says no token', async () => {
    const { email } = reader;
    await withPassword(reader);
    const { headers, body, data } = await api.client.ask(SIGN_IN, { input: { email, password: PASSWORD } });
    expect(data).toEqual({ signIn: { needsSecondFactor: false, viewer: { email, assurance: 1 } } });
    const [session] = headers.getSetCookie();
    for (const attribute of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(session).toContain(attribute);
    expect(session).not.toContain('Domain');
    expect(body).not.toContain(cookieOf(headers).split('=')[1]);
    signedIn = api.client.asSession(cookieOf(headers));
    expect(await signedIn.query(VIEWER)).toEqual({
      viewer: { isSignedIn: true, email, sessions: expect.arrayContaining([{ isCurrent: true }]) },
    });
  });

  it('is of no use to a page of somebody else', async () => {
    const foreign: Record<string, string>[] = [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }];
    for (const headers of foreign) {
      const { status, errors } = await signedIn.with(headers).ask(VIEWER);
      expect([status, errors[0]?.extensions.code]).toEqual([403, 'FOREIGN_ORIGIN']);
    }
    for (const headers of [{ origin: api.url }, { origin: 'http://127.0.0.1:3000' }])
      expect((await signedIn.with(headers).ask(VIEWER)).status).toBe(200);
  });

  it('ends with signOut, which takes the cookie away', async () => {
    const { headers } = await signedIn.ask('mutation { signOut(input: {}) { viewer { isSignedIn } } }');
    expect(headers.getSetCookie().find((cookie) => cookie.startsWith('__Host-harbourlight=;'))).toBeDefined();
    expect(await signedIn.query('{ viewer { isSignedIn } }')).toEqual({ viewer: { isSignedIn: false } });
  });

  it('answers alike for an unknown address, a wrong password and a suspended account', async () => {
    const suspended = await aPerson().suspended().savedIn(database);
    const bodies = await Promise.all(
      [`nobody-${newId()}@people.example`, reader.email, suspended.email].map((email) =>
        api.client.ask(SIGN_IN, { input: { email, password: 'not the password at all' } }),
      ),
    );
    expect(new Set(bodies.map(({ body }) => body)).size).toBe(1);
    expect(bodies[0]?.errors[0]?.extensions.code).toBe('SIGN_IN_REFUSED');
  });
});

describe('a bearer token', () => {
  it.each(['Bearer hl_nothing', 'Bearer ', 'Basic YTpi', 'hl_abc'])(
    'that is "%s" is refused with 401, whatever is asked',
    async (authorization) => {
      const { status, headers, errors } = await api.client.with({ authorization }).ask('{ __typename }');
      expect([status, headers.get('www-authenticate'), errors[0]?.extensions.code]).toEqual([401, 'Bearer', 'UNAUTHENTICATED']);
    },
  );

  it('works until it is revoked, and not one request longer', async () => {
    const token = await api.tokenFor(member);
    const holder = api.client.asToken(token);
    expect(await holder.query('{ viewer { email scopes } }')).toEqual({
      viewer: { email: member.email, scopes: ['READ', 'WRITE', 'SUBSCRIBE', 'ADMIN'] },
    });
    await asSuperuser(database, (client) =>
      client.query('UPDATE accounts.api_token SET revoked_at = now() WHERE person_id = $1', [member.id]),
    );
    expect((await holder.ask('{ __typename }')).status).toBe(401);
  });
});

describe('what is hidden', () => {
  const ADVISORY = 'query ($trackingId: String!) { advisory(trackingId: $trackingId) { id } }';
  const NODE = 'query ($id: ID!) { node(id: $id) { id } }';
  const hide = (body: string, secret: string) => body.replaceAll(secret, 'THE-ID');

  it('is answered as what is absent, byte for byte, by every way to it', async () => {
    const { id, trackingId } = await anAdvisory(analyst)
      .amber({ persons: [], organisations: [analyst.organisationId ?? ''] })
      .publishedBy(reviewer)
      .savedIn(database);
    const draft = await anAdvisory(analyst).savedIn(database);
    const client = await api.as(member);
    for (const hidden of [{ id, trackingId }, draft]) {
      const global = (uuid: string) => Buffer.from(`Advisory:${uuid}`).toString('base64url');
      const absent = newId();
      const pairs: [string, Record<string, unknown>, Record<string, unknown>][] = [
        [ADVISORY, { trackingId: hidden.trackingId }, { trackingId: 'HL-2026-000000000' }],
        [NODE, { id: global(hidden.id) }, { id: global(absent) }],
        ['mutation ($id: ID!) { submitAdvisory(input: { id: $id }) { advisory { id } } }', { id: hidden.id }, { id: absent }],
        [
          'mutation ($id: ID!) { publishAdvisory(input: { id: $id }) { advisory { id } } }',
          { id: global(hidden.id) },
          { id: global(absent) },
        ],
        ['mutation ($id: ID!) { commentOnAdvisory(input: { id: $id, body: "a" }) { commentId } }', { id: hidden.id }, { id: 'nonsense' }],
      ];
      for (const [document, ofHidden, ofAbsent] of pairs) {
        const [first, second] = [await client.ask(document, ofHidden), await client.ask(document, ofAbsent)];
        expect(hide(first.body, hidden.id)).toBe(hide(second.body, absent));
        expect(first.status).toBe(second.status);
      }
    }
  });

  it('is null without an error for a query, and NOT_FOUND for a mutation', async () => {
    const client = await api.as(member);
    expect((await client.ask(ADVISORY, { trackingId: 'HL-2026-000000000' })).body).toBe('{"data":{"advisory":null}}\n');
    expect((await client.ask(NODE, { id: 'nonsense' })).body).toBe('{"data":{"node":null}}\n');
    expect(
      await client.refusal(
        'mutation { reviseAdvisory(input: { trackingId: "HL-2026-000000000", updateClass: MINOR, summaryOfChanges: { en: "a" } }) { advisory { id } } }',
      ),
    ).toBe('NOT_FOUND');
  });
});

describe('what operators see', () => {
  it('is health and readiness, and metrics for whoever is inside', async () => {
    for (const path of ['health/live', 'health/ready']) expect((await fetch(`${api.url}/${path}`)).status).toBe(200);
    const forwarded = await fetch(`${api.url}/metrics`, { headers: { 'x-forwarded-for': '127.0.0.1' } });
    expect(forwarded.status).toBe(404);
    const metrics = await (await fetch(`${api.url}/metrics`)).text();
    expect(metrics).toContain('harbourlight_graphql_seconds');
    expect(metrics).toContain('harbourlight_graphql_errors_total{code="NOT_FOUND"}');
  });

  it('is a line of the log for each request, without content, addresses or secrets', async () => {
    const token = await api.tokenFor(analyst);
    const words = { query: 'a-word-that-was-searched-for', token, password: PASSWORD, email: analyst.email, link: 'D'.repeat(43) };
    await api.client.asToken(token).ask('query ($q: String!) { searchAdvisories(query: $q) { nodes { id } } }', { q: words.query });
    await api.client.ask(SIGN_IN, { input: { email: words.email, password: words.password } });
    await fetch(`${api.url}/links/reset-password/${words.link}`, {
      method: 'POST',
      body: new URLSearchParams({ password: words.password }),
    });
    await fetch(`${api.url}/nothing/${words.link}?token=${words.link}`);
    const all = logged.join('');
    expect(all.split('\n').length).toBeGreaterThan(10);
    expect(all).toContain('/links/:action/:token');
    for (const [name, word] of Object.entries(words)) expect([name, all.includes(word)]).toEqual([name, false]);
    expect(all).not.toMatch(/hl_[0-9A-Za-z]{20}|__Host-/);
  });
});
