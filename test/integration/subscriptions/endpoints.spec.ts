import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKey } from 'openpgp';
import { ANONYMOUS } from '#libs/access';
import type { Actor } from '#libs/access';
import { SecretBox } from '#libs/config';
import { DomainError, newId } from '#libs/core';
import { Database } from '#libs/database';
import {
  AllowAmber,
  AskConfirmationAgain,
  CONFIRMATION_PURPOSE,
  ConfirmationMails,
  ConfirmEndpoint,
  CreateEmailEndpoint,
  CreateWebhookEndpoint,
  DeleteEndpoint,
  ENDPOINT_LIMITS,
  ENDPOINT_SECRET_PURPOSE,
  PauseEndpoint,
  ResumeEndpoint,
  RotateEndpointSecret,
  SetOpenPgpKey,
  SubscriptionQueries,
} from '#libs/subscriptions';
import { anEndpoint } from '../../support/builders/endpoint.js';
import { aPerson } from '../../support/builders/person.js';
import { aSubscription } from '../../support/builders/subscription.js';
import { aStage } from './stage.js';
import type { Stage } from './stage.js';

let stage: Stage;

beforeAll(async () => {
  stage = await aStage();
});

afterAll(async () => {
  await stage.end();
});

const anAddress = () => `alerts-${newId()}@bank.example`;
const mailbox = (actor: Actor, input: object = {}) => stage.api.get(CreateEmailEndpoint).execute(actor, { address: anAddress(), ...input });
const webhook = (actor: Actor, input: object = {}) =>
  stage.api.get(CreateWebhookEndpoint).execute(actor, { url: 'https://soc.bank.example/alerts', ...input });
const confirm = (token: string, actor: Actor = ANONYMOUS) => stage.api.get(ConfirmEndpoint).execute(actor, { token });
const find = async (actor: Actor, id: string) =>
  stage.api.get(Database).as(actor, async (tx) => (await stage.api.get(SubscriptionQueries).endpointsByIds(tx, [id]))[0]);

/** What the worker finds in the outbox for an endpoint, newest first. */
async function requests(endpointId: string): Promise<{ type: string; mail?: string; sealedToken: string; token: string }[]> {
  const rows = await stage.superuser<{ type: string; payload: { mail?: string; sealedToken: string } }>(
    `SELECT type, payload FROM outbox.event WHERE payload->>'endpointId' = $1 ORDER BY position DESC`,
    [endpointId],
  );
  const box = new SecretBox(stage.database.secretKey);
  return rows.map(({ type, payload }) => ({
    type,
    ...payload,
    token: box.open(CONFIRMATION_PURPOSE, Buffer.from(payload.sealedToken, 'base64url')),
  }));
}

async function refusal(attempt: Promise<unknown>): Promise<DomainError> {
  const error: unknown = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof DomainError) return error;
  throw new Error(`expected a refusal, got ${String(error)}`);
}

describe('a mailbox', () => {
  it('is unconfirmed until the link in the mail comes back, by whomever', async () => {
    const endpoint = await mailbox(stage.banker.actor, { language: 'zh-Hant', name: 'Desk' });
    expect(endpoint).toMatchObject({
      status: 'unconfirmed',
      personId: stage.banker.id,
      channel: 'email',
      language: 'zh-Hant',
      name: 'Desk',
    });
    const [request] = await requests(endpoint.id);
    expect(request).toMatchObject({ type: 'account.mail_requested', mail: 'endpoint_confirmation' });
    const mail = await stage.worker.get(ConfirmationMails).find(request?.sealedToken ?? '');
    expect(mail).toMatchObject({ to: endpoint.address, language: 'zh-Hant', kind: 'endpoint_confirmation' });
    expect(mail?.params.url).toBe(`http://localhost:3000/links/confirm-endpoint/${request?.token ?? ''}?lang=${mail?.language ?? ''}`);
    for (let time = 1; time <= 2; time++) expect(await confirm(request?.token ?? '')).toEqual({ id: endpoint.id, channel: 'email' });
    expect(await find(stage.banker.actor, endpoint.id)).toMatchObject({ status: 'active' });
    expect(await stage.worker.get(ConfirmationMails).find(request?.sealedToken ?? '')).toBeUndefined();
  });

  it('tells in the mail which organisation shares it', async () => {
    const endpoint = await mailbox(stage.bankAdmin.actor, { isShared: true });
    const [request] = await requests(endpoint.id);
    const mail = await stage.worker.get(ConfirmationMails).find(request?.sealedToken ?? '');
    expect(mail?.params).toMatchObject({ organisation: 'Bank' });
  });

  it('keeps its token out of the tables', async () => {
    const endpoint = await mailbox(stage.banker.actor);
    const [request] = await requests(endpoint.id);
    const rows = await stage.superuser<{ all: string }>(
      `SELECT (SELECT string_agg(e::text, '') FROM subscriptions.endpoint e) || (SELECT string_agg(o::text, '') FROM outbox.event o)
         || (SELECT string_agg(a::text, '') FROM audit.entry a) AS all`,
    );
    expect(rows[0]?.all).toContain(endpoint.id);
    expect(rows[0]?.all).not.toContain(request?.token);
  });

  it('is not confirmed by a token that is old, expired, of a deleted endpoint, or made up', async () => {
    const endpoint = await mailbox(stage.banker.actor);
    const [first] = await requests(endpoint.id);
    expect((await refusal(stage.api.get(AskConfirmationAgain).execute(stage.banker.actor, { endpointId: endpoint.id }))).code).toBe(
      'RATE_LIMITED',
    );
    await stage.superuser(`UPDATE subscriptions.endpoint SET confirmation_requested_at = now() - interval '1 hour' WHERE id = $1`, [
      endpoint.id,
    ]);
    await stage.api.get(AskConfirmationAgain).execute(stage.banker.actor, { endpointId: endpoint.id });
    const [second] = await requests(endpoint.id);
    await stage.superuser(`UPDATE subscriptions.endpoint SET confirmation_expires_at = now() - interval '1 second' WHERE id = $1`, [
      endpoint.id,
    ]);
    const answers = await Promise.all(
      [first?.token ?? '', second?.token ?? '', 'x'.repeat(43), 'short', ''].map(async (token) => {
        const { code, message } = await refusal(confirm(token));
        return `${code} ${message}`;
      }),
    );
    expect(new Set(answers)).toEqual(new Set(['NOT_FOUND Not found.']));
    await stage.superuser(`UPDATE subscriptions.endpoint SET confirmation_expires_at = now() + interval '1 hour' WHERE id = $1`, [
      endpoint.id,
    ]);
    await stage.api.get(DeleteEndpoint).execute(stage.banker.actor, { endpointId: endpoint.id });
    expect((await refusal(confirm(second?.token ?? ''))).code).toBe('NOT_FOUND');
  });

  it('is one per owner, in any letters, and no hint to other owners', async () => {
    const address = anAddress();
    await mailbox(stage.banker.actor, { address });
    expect((await refusal(mailbox(stage.banker.actor, { address: address.toUpperCase() }))).code).toBe('ENDPOINT_EXISTS');
    expect(await mailbox(stage.plumber.actor, { address })).toMatchObject({ status: 'unconfirmed' });
  });

  it.each(['nobody', 'a@b', '"a b"@bank.example', 'a@bank.example\r\nBcc: x@y.example', 'Bank <a@bank.example>'])(
    'refuses the address %j',
    async (address) => {
      const { code, issues } = await refusal(mailbox(stage.banker.actor, { address }));
      expect({ code, path: issues[0]?.path }).toEqual({ code: 'INVALID_INPUT', path: 'address' });
    },
  );

  it('takes an OpenPGP key with its end, and lets it go', async () => {
    const endpoint = await anEndpoint().of(stage.banker).savedIn(stage.database);
    const { address } = (await find(stage.banker.actor, endpoint.id)) ?? { address: '' };
    const { publicKey, privateKey } = await generateKey({ userIDs: [{ email: address }], keyExpirationTime: 86_400 * 40 });
    const set = (key: string | null, endpointId = endpoint.id) =>
      stage.api.get(SetOpenPgpKey).execute(stage.banker.actor, { endpointId, publicKey: key });
    const { openPgp } = await set(publicKey);
    expect(openPgp?.fingerprint).toMatch(/^[0-9A-F]{40,64}$/);
    expect(openPgp?.expiresAt).toMatch(/^\d{4}-/);
    expect(Date.parse(openPgp?.usableAt ?? '') - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
    const notices = () =>
      stage.superuser("SELECT FROM outbox.event WHERE payload->>'mail' = 'openpgp_key_notice' AND payload->>'endpointId' = $1", [
        endpoint.id,
      ]);
    expect(await notices()).toHaveLength(1);
    expect((await set(publicKey)).openPgp?.usableAt).toBe(openPgp?.usableAt);
    expect(await notices()).toHaveLength(1);
    const { publicKey: foreign } = await generateKey({ userIDs: [{ email: 'other@evil.example' }] });
    const { publicKey: nameless } = await generateKey({ userIDs: [{ name: 'Desk' }] });
    for (const [key, received] of [
      [foreign, 'other@evil.example'],
      [nameless, 'no address'],
    ] as const) {
      const { issues: wrong } = await refusal(set(key));
      expect(wrong).toMatchObject([{ path: 'publicKey', expected: `a key with a user id for ${address}`, received }]);
    }
    expect((await refusal(set(`${publicKey}\n${foreign}`))).issues).toMatchObject([{ expected: 'one public key, not several' }]);
    const { code, issues } = await refusal(set(privateKey));
    expect({ code, path: issues[0]?.path }).toEqual({ code: 'INVALID_INPUT', path: 'publicKey' });
    expect(JSON.stringify(issues)).not.toContain('BEGIN');
    expect((await set(null)).openPgp).toBeUndefined();
    const hook = await anEndpoint().of(stage.banker).webhookAt('https://soc.example/x').savedIn(stage.database);
    expect((await refusal(set(publicKey, hook.id))).code).toBe('WRONG_STATE');
  });
});

describe('a webhook', () => {
  it('gives its secret once, keeps it sealed, and is asked by a challenge', async () => {
    const { endpoint, secret } = await webhook(stage.banker.actor, { eventTypes: ['advisory.withdrawn'] });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(endpoint).toMatchObject({ status: 'unconfirmed', channel: 'webhook', eventTypes: ['advisory.withdrawn'] });
    expect(JSON.stringify(await find(stage.banker.actor, endpoint.id))).not.toContain(secret);
    const rows = await stage.superuser<{ secret_encrypted: Buffer }>(
      'SELECT secret_encrypted FROM subscriptions.endpoint_secret WHERE endpoint_id = $1',
      [endpoint.id],
    );
    expect(rows.map((row) => new SecretBox(stage.database.secretKey).open(ENDPOINT_SECRET_PURPOSE, row.secret_encrypted))).toEqual([
      secret,
    ]);
    const [request] = await requests(endpoint.id);
    expect(request?.type).toBe('endpoint.challenge_requested');
    expect(await confirm(request?.token ?? '', stage.banker.actor)).toEqual({ id: endpoint.id, channel: 'webhook' });
  });

  it('cannot have its secret read by the api, whoever asks', async () => {
    const { endpoint } = await webhook(stage.banker.actor);
    const read = stage.api
      .get(Database)
      .as(stage.banker.actor, (tx) =>
        tx.query('SELECT secret_encrypted FROM subscriptions.endpoint_secret WHERE endpoint_id = $1', [endpoint.id]),
      );
    await expect(read).rejects.toThrow('permission denied');
  });

  it.each([
    'http://soc.bank.example/alerts',
    'https://127.0.0.1/x',
    'https://localhost/x',
    'https://169.254.169.254/latest',
    'https://[::1]/',
    'https://user:pass@soc.bank.example/',
    'ftp://soc.bank.example',
    'nonsense',
  ])('refuses the address %s', async (url) => {
    const { code, issues } = await refusal(webhook(stage.banker.actor, { url }));
    expect({ code, path: issues[0]?.path }).toEqual({ code: 'INVALID_INPUT', path: 'url' });
  });

  it('rotates its secret, the old one ending a day later', async () => {
    const { endpoint, secret } = await webhook(stage.banker.actor);
    const renewed = await stage.api.get(RotateEndpointSecret).execute(stage.banker.actor, { endpointId: endpoint.id });
    expect(renewed.secret).not.toBe(secret);
    const rows = await stage.superuser<{ hours: number | null }>(
      `SELECT round(extract(epoch FROM expires_at - now()) / 3600)::int AS hours FROM subscriptions.endpoint_secret WHERE endpoint_id = $1 ORDER BY created_at`,
      [endpoint.id],
    );
    expect(rows.map(({ hours }) => hours)).toEqual([24, null]);
    for (let more = 2; more < ENDPOINT_LIMITS.secrets; more++)
      await stage.api.get(RotateEndpointSecret).execute(stage.banker.actor, { endpointId: endpoint.id });
    expect((await refusal(stage.api.get(RotateEndpointSecret).execute(stage.banker.actor, { endpointId: endpoint.id }))).code).toBe(
      'WRONG_STATE',
    );
    const box = await anEndpoint().of(stage.banker).savedIn(stage.database);
    expect((await refusal(stage.api.get(RotateEndpointSecret).execute(stage.banker.actor, { endpointId: box.id }))).code).toBe(
      'WRONG_STATE',
    );
  });

  it('may get AMBER only by the administrator, and only if it is shared, confirmed and https', async () => {
    const allow = (actor: Actor, endpointId: string, isAllowed = true) =>
      stage.api.get(AllowAmber).execute(actor, { endpointId, isAllowed });
    const shared = await anEndpoint().sharedBy(stage.bank).webhookAt('https://soc.bank.example/a').savedIn(stage.database);
    const unconfirmed = await anEndpoint()
      .sharedBy(stage.bank)
      .webhookAt('https://soc.bank.example/b')
      .unconfirmed()
      .savedIn(stage.database);
    const clear = await anEndpoint().sharedBy(stage.bank).webhookAt('http://soc.bank.example/c').savedIn(stage.database);
    const box = await anEndpoint().sharedBy(stage.bank).savedIn(stage.database);
    const own = await anEndpoint().of(stage.bankAdmin).webhookAt('https://soc.bank.example/d').savedIn(stage.database);
    expect((await refusal(allow(stage.banker.actor, shared.id))).code).toBe('NOT_ALLOWED');
    expect((await refusal(allow(stage.bankAdmin.actorWithoutSecondFactor, shared.id))).code).toBe('SECOND_FACTOR_REQUIRED');
    expect((await refusal(allow(stage.treasurer.actor, shared.id))).code).toBe('NOT_FOUND');
    for (const { id } of [unconfirmed, clear, box]) expect((await refusal(allow(stage.bankAdmin.actor, id))).code).toBe('WRONG_STATE');
    expect((await refusal(allow(stage.bankAdmin.actor, own.id))).code).toBe('NOT_ALLOWED');
    expect(await allow(stage.bankAdmin.actor, shared.id)).toMatchObject({ allowAmber: true });
    expect(await allow(stage.bankAdmin.actor, shared.id, false)).toMatchObject({ allowAmber: false });
    for (const { id } of [unconfirmed, clear, box, own])
      await expect(stage.superuser('UPDATE subscriptions.endpoint SET allow_amber = true WHERE id = $1', [id])).rejects.toThrow(
        'amber_only_to_shared_https',
      );
  });
});

describe('an endpoint', () => {
  it('is paused and resumed by its owner, and resumed after it was disabled', async () => {
    const { id: endpointId } = await anEndpoint().of(stage.banker).savedIn(stage.database);
    expect(await stage.api.get(PauseEndpoint).execute(stage.banker.actor, { endpointId })).toMatchObject({ status: 'paused' });
    expect(await stage.api.get(ResumeEndpoint).execute(stage.banker.actor, { endpointId })).toMatchObject({ status: 'active' });
    await stage.superuser(
      `UPDATE subscriptions.endpoint SET status = 'disabled', status_reason = 'gone', failing_since = now() WHERE id = $1`,
      [endpointId],
    );
    const resumed = await stage.api.get(ResumeEndpoint).execute(stage.banker.actor, { endpointId });
    expect(resumed.status).toBe('active');
    expect(resumed.failingSince).toBeUndefined();
    expect(resumed.statusReason).toBeUndefined();
  });

  it('is not resumed into use without a confirmation, nor after its mailbox refused us', async () => {
    const unconfirmed = await anEndpoint().of(stage.banker).unconfirmed().savedIn(stage.database);
    const suppressed = await anEndpoint().of(stage.banker).being('suppressed').savedIn(stage.database);
    for (const { id } of [unconfirmed, suppressed])
      expect((await refusal(stage.api.get(ResumeEndpoint).execute(stage.banker.actor, { endpointId: id }))).code).toBe('WRONG_STATE');
    await expect(stage.superuser(`UPDATE subscriptions.endpoint SET status = 'active' WHERE id = $1`, [unconfirmed.id])).rejects.toThrow(
      'nothing_active_is_unconfirmed',
    );
  });

  it('that is deleted is gone from lists and subscriptions, its secrets with it', async () => {
    const hook = await anEndpoint().of(stage.banker).webhookAt('https://soc.bank.example/z').savedIn(stage.database);
    const subscription = await aSubscription().of(stage.banker).to(hook).savedIn(stage.database);
    expect(await stage.api.get(DeleteEndpoint).execute(stage.banker.actor, { endpointId: hook.id })).toBe(hook.id);
    const queries = stage.api.get(SubscriptionQueries);
    const [listed, linked] = await stage.api
      .get(Database)
      .as(
        stage.banker.actor,
        async (tx) => [await queries.endpoints(tx, { first: 100 }), await queries.endpointsOf(tx, [subscription.id])] as const,
      );
    expect(listed.endpoints.map(({ id }) => id)).not.toContain(hook.id);
    expect(linked).toEqual([[]]);
    const alive = await stage.superuser(
      'SELECT FROM subscriptions.endpoint_secret WHERE endpoint_id = $1 AND (expires_at IS NULL OR expires_at > now())',
      [hook.id],
    );
    expect(alive).toEqual([]);
    expect((await refusal(stage.api.get(DeleteEndpoint).execute(stage.banker.actor, { endpointId: hook.id }))).code).toBe('NOT_FOUND');
  });

  it('of another, or of nobody, is as unknown as an absent one', async () => {
    const [others, nobodys] = [await anEndpoint().of(stage.plumber).savedIn(stage.database), await anEndpoint().savedIn(stage.database)];
    const answers = new Set<string>();
    for (const endpointId of [others.id, nobodys.id, newId(), 'nonsense']) {
      for (const attempt of [
        () => stage.api.get(PauseEndpoint).execute(stage.banker.actor, { endpointId }),
        () => stage.api.get(DeleteEndpoint).execute(stage.bankAdmin.actor, { endpointId }),
        () => stage.api.get(RotateEndpointSecret).execute(stage.banker.actor, { endpointId }),
        () => stage.api.get(AskConfirmationAgain).execute(stage.banker.actor, { endpointId }),
      ]) {
        const { kind, code, message, issues } = await refusal(attempt());
        answers.add(JSON.stringify({ kind, code, message, issues }));
      }
    }
    expect([...answers]).toEqual([JSON.stringify({ kind: 'not_found', code: 'NOT_FOUND', message: 'Not found.', issues: [] })]);
  });

  it('that an organisation shares is kept by its administrators', async () => {
    const shared = await anEndpoint().sharedBy(stage.bank).savedIn(stage.database);
    expect(await find(stage.banker.actor, shared.id)).toMatchObject({ id: shared.id });
    expect((await refusal(stage.api.get(PauseEndpoint).execute(stage.banker.actor, { endpointId: shared.id }))).code).toBe('NOT_ALLOWED');
    expect((await refusal(mailbox(stage.banker.actor, { isShared: true }))).code).toBe('NOT_ALLOWED');
    expect(await stage.api.get(PauseEndpoint).execute(stage.bankAdmin.actor, { endpointId: shared.id })).toMatchObject({
      status: 'paused',
    });
  });

  it('does not change its address', async () => {
    const { id } = await anEndpoint().of(stage.banker).savedIn(stage.database);
    await expect(stage.superuser(`UPDATE subscriptions.endpoint SET address = 'other@bank.example' WHERE id = $1`, [id])).rejects.toThrow(
      'do not change',
    );
  });

  it('is one of few for one owner', async () => {
    const person = await aPerson().of(stage.bank).savedIn(stage.database);
    await stage.superuser(
      `INSERT INTO subscriptions.endpoint (id, person_id, channel, address, created_at)
       SELECT gen_random_uuid(), $1, 'webhook', 'https://soc.example/' || n, now() - interval '1 day' FROM generate_series(1, ${ENDPOINT_LIMITS.perPerson}) n`,
      [person.id],
    );
    expect((await refusal(mailbox(person.actor))).code).toBe('TOO_MANY');
    await stage.superuser(`UPDATE subscriptions.endpoint SET deleted_at = now(), created_at = now() WHERE person_id = $1`, [person.id]);
    expect(await refusal(mailbox(person.actor))).toMatchObject({ code: 'RATE_LIMITED', kind: 'unavailable' });
  });

  it('leaves each act in the audit log, without its address', async () => {
    const address = anAddress();
    const endpoint = await mailbox(stage.bankAdmin.actor, { address, isShared: true });
    await confirm((await requests(endpoint.id))[0]?.token ?? '');
    await stage.api.get(PauseEndpoint).execute(stage.bankAdmin.actor, { endpointId: endpoint.id });
    await stage.api.get(DeleteEndpoint).execute(stage.bankAdmin.actor, { endpointId: endpoint.id });
    const entries = await stage.superuser<{ action: string; organisation_id: string; all: string }>(
      'SELECT action, organisation_id, e::text AS all FROM audit.entry e WHERE subject_id = $1 ORDER BY id',
      [endpoint.id],
    );
    expect(entries.map(({ action }) => action)).toEqual(['endpoint:create', 'endpoint:confirm', 'endpoint:pause', 'endpoint:delete']);
    expect(new Set(entries.map((entry) => entry.organisation_id))).toEqual(new Set([stage.bank.id]));
    expect(entries.map(({ all }) => all).join('')).not.toContain(address);
  });
});
