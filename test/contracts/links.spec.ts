import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SecretBox } from '#libs/config';
import { newId } from '#libs/core';
import { UNSUBSCRIBE_PURPOSE, unsubscribeToken } from '#libs/subscriptions';
import { startApi } from '../support/api-client.js';
import type { RunningApi } from '../support/api-client.js';
import { anEndpoint } from '../support/builders/endpoint.js';
import { asSuperuser } from '../support/builders/organisation.js';
import { aPerson } from '../support/builders/person.js';
import { aSubscription } from '../support/builders/subscription.js';
import { testDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let api: RunningApi;
beforeAll(async () => {
  database = await testDatabase();
  api = await startApi(database);
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

function tokenFor(endpointId: string, subscriptionNumber: string): string {
  return unsubscribeToken(
    { endpointId, subscriptions: [subscriptionNumber] },
    new SecretBox(database.secretKey).sign(UNSUBSCRIBE_PURPOSE, 'v1'),
  );
}

async function aPublicSubscription(): Promise<{ token: string; status: () => Promise<string> }> {
  const endpoint = await anEndpoint().savedIn(database);
  const { id } = await aSubscription().to(endpoint).savedIn(database);
  const row = async () =>
    asSuperuser(database, async (client) => {
      const { rows } = await client.query<{ status: string; number: string }>(
        'SELECT status, number::text FROM subscriptions.subscription WHERE id = $1',
        [id],
      );
      return rows[0];
    });
  return { token: tokenFor(endpoint.id, (await row())?.number ?? ''), status: async () => (await row())?.status ?? 'gone' };
}

async function post(path: string, body?: string | URLSearchParams, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${api.url}/links/${path}`, { method: 'POST', body, headers, redirect: 'manual' });
}

const ONE_CLICK = 'List-Unsubscribe=One-Click';

describe('one-click unsubscribing (RFC 8058)', () => {
  it('is a page with a button for whoever follows the link, and does nothing until it is pressed', async () => {
    const { token, status } = await aPublicSubscription();
    const page = await fetch(`${api.url}/links/unsubscribe/${token}?lang=zh-Hant`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('cache-control')).toBe('no-store');
    const html = await page.text();
    expect(html).toContain('取消訂閱');
    // The address of the page is enough: the token is not written into it.
    expect(html).not.toContain(token);
    await fetch(`${api.url}/links/unsubscribe/${token}`, { method: 'HEAD' });
    expect(await status()).toBe('active');
  });

  it.each([
    ['a form', ONE_CLICK, { 'content-type': 'application/x-www-form-urlencoded' }],
    [
      'a form with parts',
      `--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n`,
      { 'content-type': 'multipart/form-data; boundary=b' },
    ],
    ['nothing', undefined, {}],
    [
      'a form from a page of somebody else',
      ONE_CLICK,
      { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://mail.example', cookie: '__Host-harbourlight=x' },
    ],
  ])('is done by a POST of %s, without cookie, origin or redirect, once or twice', async (_name, body, headers) => {
    const { token, status } = await aPublicSubscription();
    for (let times = 0; times < 2; times++) {
      const answer = await post(`unsubscribe/${token}`, body, headers);
      expect([answer.status, answer.headers.get('location'), answer.headers.get('set-cookie')]).toEqual([200, null, null]);
    }
    expect(await status()).toBe('cancelled');
  });

  it('is a plain "not found" for a token that is not ours', async () => {
    const { token } = await aPublicSubscription();
    for (const bad of ['x', `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, `${newId()}.${newId()}.${'A'.repeat(43)}`]) {
      expect((await post(`unsubscribe/${bad}`, ONE_CLICK, { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(404);
    }
  });

  it('answers for what does not exist as for what has ended', async () => {
    const never = tokenFor(newId(), '999999999');
    expect((await post(`unsubscribe/${never}`, ONE_CLICK, { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(200);
  });
});

describe('the other links', () => {
  const ACTIONS = [
    'confirm-endpoint',
    'confirm-subscription',
    'confirm-registration',
    'accept-invitation',
    'reset-password',
    'prove-domain',
    'continue-application',
  ];

  it.each(ACTIONS)('%s shows a page, and does not know a token that was never given', async (action) => {
    const token = 'A'.repeat(43);
    expect((await fetch(`${api.url}/links/${action}/${token}`)).status).toBe(200);
    const fields = new URLSearchParams({
      name: 'Kit',
      password: 'a password that is long enough',
      domain: 'example.org',
      mailbox: 'security',
    });
    const answer = await post(`${action}/${token}`, fields);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain(token);
  });

  it('that nobody made are not there', async () => {
    for (const path of ['constructor/x', 'sign-in/x', 'unsubscribe', ''])
      expect((await fetch(`${api.url}/links/${path}`)).status).toBe(404);
  });

  it('set a new password, and say what is wrong with a bad one', async () => {
    const person = await aPerson().savedIn(database);
    const token = 'B'.repeat(43);
    await asSuperuser(database, (client) =>
      client.query(
        `INSERT INTO accounts.email_link (id, hash, purpose, email, expires_at) VALUES ($1, sha256($2), 'password_reset', $3, now() + interval '1 hour')`,
        [newId(), Buffer.from(token), person.email],
      ),
    );
    const short = await post(`reset-password/${token}`, new URLSearchParams({ password: 'short' }));
    expect(short.status).toBe(400);
    expect(await short.text()).toContain('at least 15 characters');
    const good = await post(`reset-password/${token}`, new URLSearchParams({ password: 'seven quiet otters under rain 7' }));
    expect(good.status).toBe(200);
    expect((await post(`reset-password/${token}`, new URLSearchParams({ password: 'seven quiet otters under rain 8' }))).status).toBe(404);
    const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { email } } }';
    const input = { email: person.email, password: 'seven quiet otters under rain 7' };
    expect(await api.client.query(signIn, { input })).toEqual({ signIn: { viewer: { email: person.email } } });
  });
});
