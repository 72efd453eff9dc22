import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANONYMOUS } from '#libs/access';
import { SecretBox } from '#libs/config';
import { DomainError, newId } from '#libs/core';
import {
  CONFIRMATION_PURPOSE,
  ConfirmationMails,
  ConfirmPublicSubscription,
  ForgetUnconfirmed,
  PUBLIC_LIMITS,
  ReadMailedSubscriptions,
  SubscribePublicly,
  Unsubscribe,
  UNSUBSCRIBE_PURPOSE,
  unsubscribeToken,
} from '#libs/subscriptions';
import type { PublicRequest } from '#libs/subscriptions';
import { anAdvisory } from '../../support/builders/advisory.js';
import { anEndpoint } from '../../support/builders/endpoint.js';
import { aSubscription } from '../../support/builders/subscription.js';
import { aStage } from './stage.js';
import type { Stage } from './stage.js';

let stage: Stage;
let clients = 0;

beforeAll(async () => {
  stage = await aStage();
});

afterAll(async () => {
  await stage.end();
});

const anAddress = () => `reader-${newId()}@home.example`;
/** Each request from a client of its own, unless told otherwise. */
const subscribe = (email: string, input: Partial<PublicRequest> = {}, address = `203.0.113.${++clients}`) =>
  stage.api.get(SubscribePublicly).execute({ email, ...input }, { address });
const confirm = (token: string) => stage.api.get(ConfirmPublicSubscription).execute({ token });
const unsubscribe = (token: string) => stage.api.get(Unsubscribe).execute(ANONYMOUS, { token });

interface Row {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly endpoint_id: string;
  readonly endpoint_status: string;
  readonly is_deleted: boolean;
}

const rowsOf = (email: string) =>
  stage.superuser<Row>(
    `SELECT s.id, s.number::text, s.status, e.id AS endpoint_id, e.status AS endpoint_status, e.deleted_at IS NOT NULL AS is_deleted
     FROM subscriptions.endpoint e JOIN subscriptions.subscription_endpoint l ON l.endpoint_id = e.id JOIN subscriptions.subscription s ON s.id = l.subscription_id
     WHERE lower(e.address) = lower($1) ORDER BY s.number`,
    [email],
  );

async function mailsTo(email: string): Promise<{ sealed: string; token: string }[]> {
  const rows = await stage.superuser<{ sealed: string }>(
    `SELECT o.payload->>'sealedToken' AS sealed FROM outbox.event o JOIN subscriptions.endpoint e ON e.id = (o.payload->>'endpointId')::uuid
     WHERE lower(e.address) = lower($1) AND o.payload->>'mail' = 'public_subscription_confirmation' ORDER BY o.position`,
    [email],
  );
  const box = new SecretBox(stage.database.secretKey);
  return rows.map(({ sealed }) => ({ sealed, token: box.open(CONFIRMATION_PURPOSE, Buffer.from(sealed, 'base64url')) }));
}

/** As a mail carries it that these subscriptions brought. */
const tokenFor = (endpointId: string, ...subscriptions: readonly string[]) =>
  unsubscribeToken({ endpointId, subscriptions }, new SecretBox(stage.database.secretKey).sign(UNSUBSCRIBE_PURPOSE, 'v1'));

/** The hour of the limits is over. */
const later = () => stage.superuser(`UPDATE subscriptions.public_request SET requested_at = requested_at - interval '61 minutes'`);

async function refusal(attempt: Promise<unknown>): Promise<DomainError> {
  const error: unknown = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof DomainError) return error;
  throw new Error(`expected a refusal, got ${String(error)}`);
}

describe('a public subscription', () => {
  it('counts only after the mail was answered, and brings nothing but CLEAR', async () => {
    const email = anAddress();
    await subscribe(email, { criteria: { tags: ['home'] }, language: 'zh-Hans' });
    const [waiting] = await rowsOf(email);
    expect(waiting).toMatchObject({ status: 'unconfirmed', endpoint_status: 'unconfirmed' });
    const [mail] = await mailsTo(email);
    expect(await stage.worker.get(ConfirmationMails).find(mail?.sealed ?? '')).toMatchObject({
      to: email,
      language: 'zh-Hans',
      kind: 'public_subscription_confirmation',
      params: { criteria: ['标签：home'], url: `http://localhost:3000/links/confirm-subscription/${mail?.token ?? ''}?lang=zh-Hans` },
    });
    const clear = await anAdvisory(stage.analyst)
      .clear()
      .saying({ tags: ['home'] })
      .publishedBy(stage.reviewer)
      .savedIn(stage.database);
    const green = await anAdvisory(stage.analyst)
      .green()
      .saying({ tags: ['home'] })
      .publishedBy(stage.reviewer)
      .savedIn(stage.database);
    const number = waiting?.number ?? '';
    expect(await stage.matched(clear)).not.toContain(number);
    for (let time = 1; time <= 2; time++) await confirm(mail?.token ?? '');
    expect(await rowsOf(email)).toMatchObject([{ status: 'active', endpoint_status: 'active' }]);
    expect(await stage.matched(clear)).toContain(number);
    expect(await stage.matched(green)).not.toContain(number);
    expect(await stage.worker.get(ConfirmationMails).find(mail?.sealed ?? '')).toBeUndefined();
  });

  it('answers the same for a known address, an unknown one, a member’s and one that refused us', async () => {
    const known = anAddress();
    await subscribe(known);
    await confirm((await mailsTo(known))[0]?.token ?? '');
    const suppressed = await anEndpoint().being('suppressed').savedIn(stage.database);
    await later();
    for (const email of [known, anAddress(), stage.banker.email, suppressed.address])
      await expect(subscribe(email)).resolves.toBeUndefined();
    expect(await mailsTo(known)).toHaveLength(2);
    expect(await mailsTo(suppressed.address)).toHaveLength(0);
  });

  it('writes to one address once an hour for one wish, and a few times a day, whoever asks', async () => {
    const email = anAddress();
    await subscribe(email);
    await subscribe(email.toUpperCase());
    await Promise.all([subscribe(email), subscribe(email)]);
    expect(await mailsTo(email)).toHaveLength(1);
    for (let hour = 1; hour <= PUBLIC_LIMITS.mailsPerAddressAndDay + 2; hour++) {
      await later();
      await subscribe(email);
    }
    expect(await mailsTo(email)).toHaveLength(PUBLIC_LIMITS.mailsPerAddressAndDay);
  });

  it('that is asked for anew with other criteria within the hour is mailed again, three times and no more', async () => {
    const email = anAddress();
    for (const tag of ['one', 'two', 'three', 'four', 'five']) await subscribe(email, { criteria: { tags: [tag] } });
    const sent = await mailsTo(email);
    expect(sent).toHaveLength(PUBLIC_LIMITS.mailsPerAddressAndHour);
    await confirm(sent.at(-1)?.token ?? '');
    expect((await rowsOf(email)).map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'active']);
  });

  it('that was asked for again is confirmed by the newest mail only', async () => {
    const email = anAddress();
    await subscribe(email, { criteria: { tags: ['first'] } });
    await later();
    await subscribe(email, { criteria: { tags: ['second'] } });
    const [first, second] = await mailsTo(email);
    expect((await refusal(confirm(first?.token ?? ''))).code).toBe('NOT_FOUND');
    await confirm(second?.token ?? '');
    expect((await rowsOf(email)).map(({ status }) => status)).toEqual(['cancelled', 'active']);
  });

  it('is not confirmed by a token that is made up or has expired', async () => {
    const email = anAddress();
    await subscribe(email);
    const [mail] = await mailsTo(email);
    await stage.superuser(`UPDATE subscriptions.subscription SET confirmation_expires_at = now() - interval '1 second' WHERE id = $1`, [
      (await rowsOf(email))[0]?.id,
    ]);
    for (const token of [mail?.token ?? '', 'y'.repeat(43), '', 'x'])
      expect(await refusal(confirm(token))).toMatchObject({ code: 'NOT_FOUND', message: 'Not found.' });
  });

  it('tells a client that asks too often to wait, whatever it asks for', async () => {
    const from = '2001:db8:7:8::1';
    for (let at = 0; at < PUBLIC_LIMITS.perClientAndHour; at++) await subscribe(anAddress(), {}, from);
    const answer = await refusal(subscribe(anAddress(), {}, '2001:db8:7:8:ffff::9'));
    expect(answer).toMatchObject({ kind: 'unavailable', code: 'RATE_LIMITED', retryAfterSeconds: 3_600 });
    await expect(subscribe(anAddress(), {}, '2001:db8:7:9::1')).resolves.toBeUndefined();
  });

  it('keeps neither the address of the client nor, in the counts, that of the reader', async () => {
    const email = anAddress();
    await subscribe(email, {}, '198.51.100.77');
    const rows = await stage.superuser<{ all: string }>('SELECT string_agg(r::text, $1) AS all FROM subscriptions.public_request r', [' ']);
    expect(rows[0]?.all).not.toContain('198.51.100.77');
    expect(rows[0]?.all).not.toContain(email);
  });

  it.each([
    ['email', { email: 'nobody' }],
    ['criteria.cves.0', { criteria: { cves: ['x'] } }],
    ['frequency', { frequency: 'yearly' as 'daily' }],
    ['language', { language: 'fr' as 'en' }],
  ])('is refused with the place of what is wrong: %s', async (path, wrong) => {
    const { code, issues } = await refusal(subscribe(anAddress(), wrong));
    expect({ code, paths: issues.map((issue) => issue.path) }).toEqual({ code: 'INVALID_INPUT', paths: [path] });
  });

  it('is refused with all that is wrong at once, and what came', async () => {
    const { issues } = await refusal(subscribe('nobody', { criteria: { cves: ['x'] } }));
    expect(issues).toMatchObject([{ path: 'email', received: 'nobody' }, { path: 'criteria.cves.0' }]);
  });
});

describe('one click', () => {
  const numberOf = async (id: string) =>
    (await stage.superuser<{ number: string }>('SELECT number::text FROM subscriptions.subscription WHERE id = $1', [id]))[0]?.number ?? '';

  it('ends every subscription that brought the mail, says first which they are, and no other', async () => {
    const endpoint = await anEndpoint().of(stage.banker).savedIn(stage.database);
    const [one, two, other] = [
      await aSubscription().of(stage.banker).to(endpoint).savedIn(stage.database),
      await aSubscription().of(stage.banker).to(endpoint).savedIn(stage.database),
      await aSubscription().of(stage.banker).to(endpoint).savedIn(stage.database),
    ];
    const token = tokenFor(endpoint.id, await numberOf(one.id), await numberOf(two.id));
    const named = async () => (await stage.api.get(ReadMailedSubscriptions).execute({ token })).map(({ id }) => id);
    expect(await named()).toEqual([one.id, two.id]);
    await unsubscribe(token);
    expect(await named()).toEqual([]);
    const left = await stage.superuser<{ id: string }>(
      'SELECT subscription_id AS id FROM subscriptions.subscription_endpoint WHERE endpoint_id = $1',
      [endpoint.id],
    );
    expect(left).toEqual([{ id: other.id }]);
    expect(await refusal(stage.api.get(ReadMailedSubscriptions).execute({ token: `${token}x` }))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('ends a public subscription and forgets the address, once or twice, and stays so', async () => {
    const email = anAddress();
    await subscribe(email);
    const [mail] = await mailsTo(email);
    await confirm(mail?.token ?? '');
    const [row] = await rowsOf(email);
    const token = tokenFor(row?.endpoint_id ?? '', row?.number ?? '');
    for (let time = 1; time <= 2; time++) await unsubscribe(token);
    expect(await rowsOf(email)).toMatchObject([{ status: 'cancelled', is_deleted: true }]);
    expect((await refusal(confirm(mail?.token ?? ''))).code).toBe('NOT_FOUND');
    await later();
    await subscribe(email);
    await confirm((await mailsTo(email)).at(-1)?.token ?? '');
    expect((await rowsOf(email)).at(-1)).toMatchObject({ status: 'active', endpoint_status: 'active', is_deleted: false });
  });

  it('keeps the address where another subscription still goes there', async () => {
    const endpoint = await anEndpoint().savedIn(stage.database);
    const [one, other] = [
      await aSubscription().to(endpoint).savedIn(stage.database),
      await aSubscription().to(endpoint).savedIn(stage.database),
    ];
    await unsubscribe(tokenFor(endpoint.id, await numberOf(one.id)));
    expect(await rowsOf(endpoint.address)).toMatchObject([
      { id: one.id, status: 'cancelled', is_deleted: false },
      { id: other.id, status: 'active', is_deleted: false },
    ]);
  });

  it('takes one mailbox from a member’s subscription, and pauses it where none is left', async () => {
    const [one, other] = [
      await anEndpoint().of(stage.banker).savedIn(stage.database),
      await anEndpoint().of(stage.banker).savedIn(stage.database),
    ];
    const subscription = await aSubscription().of(stage.banker).to(one, other).savedIn(stage.database);
    const state = async () =>
      stage.superuser<{ status: string; endpoints: string[] }>(
        `SELECT s.status, ARRAY(SELECT l.endpoint_id::text FROM subscriptions.subscription_endpoint l WHERE l.subscription_id = s.id) AS endpoints
         FROM subscriptions.subscription s WHERE s.id = $1`,
        [subscription.id],
      );
    await unsubscribe(tokenFor(one.id, await numberOf(subscription.id)));
    expect(await state()).toEqual([{ status: 'active', endpoints: [other.id] }]);
    await unsubscribe(tokenFor(other.id, await numberOf(subscription.id)));
    expect(await state()).toEqual([{ status: 'paused', endpoints: [] }]);
  });

  it('does nothing for a token that is not ours, and tells no more', async () => {
    const endpoint = await anEndpoint().savedIn(stage.database);
    const one = await aSubscription().to(endpoint).savedIn(stage.database);
    await aSubscription().to(endpoint).savedIn(stage.database);
    const good = tokenFor(endpoint.id, await numberOf(one.id));
    for (const token of [good.replace(/\.~\w+\./, '.~zz.'), `${good.slice(0, -2)}AA`, good.slice(1), '', 'x.y.z'])
      expect(await refusal(unsubscribe(token))).toMatchObject({ code: 'NOT_FOUND', message: 'Not found.' });
    expect((await rowsOf(endpoint.address)).map(({ status }) => status)).toEqual(['active', 'active']);
  });
});

describe('what nobody confirmed', () => {
  it('is forgotten after two days, and nothing else is', async () => {
    const [old, fresh, confirmed] = [anAddress(), anAddress(), anAddress()];
    for (const email of [old, fresh, confirmed]) await subscribe(email);
    await confirm((await mailsTo(confirmed))[0]?.token ?? '');
    const own = await anEndpoint().of(stage.banker).unconfirmed().savedIn(stage.database);
    await stage.superuser(
      `UPDATE subscriptions.endpoint SET created_at = now() - interval '3 days' WHERE lower(address) = ANY ($1) OR id = $2`,
      [[old, confirmed], own.id],
    );
    await stage.superuser(`UPDATE subscriptions.subscription SET confirmation_expires_at = now() - interval '1 day' WHERE id = ANY ($1)`, [
      (await rowsOf(old)).map(({ id }) => id),
    ]);
    expect(await stage.worker.get(ForgetUnconfirmed).execute()).toBe(1);
    const left = await stage.superuser<{ address: string }>(
      'SELECT address FROM subscriptions.endpoint WHERE address = ANY ($1) ORDER BY address',
      [[old, fresh, confirmed, own.address]],
    );
    expect(left.map(({ address }) => address).sort()).toEqual([fresh, confirmed, own.address].sort());
  });
});
