import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { readConfig } from '#libs/config';
import { PlatformModule } from '#libs/database';
import {
  cursorOf,
  DeliveriesModule,
  DeliveryQueries,
  ReplayDeliveries,
  ResendDelivery,
  SendTestAlert,
  SendUnsent,
  SweepDeliveries,
  WatchEndpoints,
} from '#libs/deliveries';
import { RenditionsModule } from '#libs/renditions';
import { SecretBox } from '#libs/config';
import { newId } from '#libs/core';
import { SendChallenge, SendAccountMail, SendWebhooks } from '#libs/deliveries';
import { anOrganisation } from '../../support/builders/organisation.js';
import type { SavedOrganisation } from '../../support/builders/organisation.js';
import { aPerson } from '../../support/builders/person.js';
import type { SavedPerson } from '../../support/builders/person.js';
import { FanOut } from '../../support/fan-out.js';
import type { EndpointSpec, SavedEndpoint } from '../../support/fan-out.js';
import { startMailSink } from '../../support/mail-sink.js';
import type { MailSink } from '../../support/mail-sink.js';
import { startSending } from '../../support/sending.js';
import type { Sending } from '../../support/sending.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';
import { startWebhookSink } from '../../support/webhook-sink.js';
import type { WebhookSink } from '../../support/webhook-sink.js';

let database: TestDatabase;
let world: FanOut;
let sink: WebhookSink;
let mails: MailSink;
let sending: Sending;
let api: TestingModule;
let bank: SavedOrganisation;
let member: SavedPerson;
let admin: SavedPerson;
let stranger: SavedPerson;
let vendors = 0;

beforeAll(async () => {
  database = await testDatabase();
  world = await FanOut.in(database);
  sink = await startWebhookSink();
  mails = await startMailSink();
  sending = await startSending(database, world, { smtpUrl: mails.url });
  const config = readConfig({ NODE_ENV: 'test', DATABASE_URL: database.apiUrl, SECRET_KEY: database.secretKey });
  // As the api has it: with the api's role, bound by row-level security.
  api = await Test.createTestingModule({
    imports: [PlatformModule.forRoot(config, 'test-api'), DeliveriesModule, RenditionsModule.forRoot()],
  }).compile();
  bank = await anOrganisation().named('Bank').contactedAt('soc@bank.example').savedIn(database);
  member = await aPerson().of(bank).savedIn(database);
  admin = await aPerson().of(bank).withRoles('member', 'organisation_admin').at('admin@bank.example').savedIn(database);
  stranger = await aPerson()
    .of(await anOrganisation().savedIn(database))
    .savedIn(database);
  sending.start();
});

afterAll(async () => {
  await sink.stop();
  await sending.stop();
  await mails.stop();
  await api.close();
  await world.close();
  await database.drop();
});

async function webhook(spec: EndpointSpec = {}): Promise<SavedEndpoint & { vendor: string }> {
  const vendor = `vendor-${++vendors}`;
  const [endpoint] = await world.endpoints([{ organisationId: bank.id, vendors: [vendor], ...spec }], sink.urlOf);
  if (endpoint === undefined) throw new Error('no endpoint');
  sink.expect(endpoint.id, endpoint.secret);
  return { ...endpoint, vendor };
}

async function alerted(spec: EndpointSpec = {}, advisory: object = {}) {
  const endpoint = await webhook(spec);
  const published = await world.publish({ vendors: [endpoint.vendor], ...advisory });
  await sending.plan(published);
  await sending.settle();
  return { endpoint, published };
}

function receiptsOf({ id }: SavedEndpoint) {
  return sink.receipts.filter(({ endpoint }) => endpoint === id);
}

async function listOf(person: SavedPerson, filter: object = {}, page: object = {}) {
  return api.get(DeliveryQueries).list(person.actor, filter, page);
}

describe('the log of alerts', () => {
  it('shows an organisation its own deliveries with every attempt, and others nothing', async () => {
    const { endpoint, published } = await alerted();
    const { deliveries } = await listOf(member, { endpointId: endpoint.id });
    expect(deliveries).toMatchObject([
      { endpointId: endpoint.id, advisoryId: published.id, status: 'sent', attempts: 1, channel: 'webhook' },
    ]);
    const ids = deliveries.map(({ id }) => id);
    expect(await api.get(DeliveryQueries).attempts(member.actor, ids)).toMatchObject([{ number: 1, outcome: 'sent', statusCode: 204 }]);
    expect(await listOf(stranger, { endpointId: endpoint.id })).toEqual({ deliveries: [], hasNextPage: false });
    expect(await api.get(DeliveryQueries).attempts(stranger.actor, ids)).toEqual([]);
    expect(await api.get(DeliveryQueries).byIds(stranger.actor, ids)).toEqual([]);
  });

  it('does not show an alert about what its reader may not, or no longer, read', async () => {
    const { endpoint, published } = await alerted({}, { label: 'GREEN' });
    expect((await listOf(member, { endpointId: endpoint.id })).deliveries).toHaveLength(1);
    await world.rows(
      "UPDATE advisories.advisory SET label = 'AMBER', reader_set = access.intern_readers('{org:00000000-0000-4000-8000-00000000000f}') WHERE id = $1",
      [published.id],
    );
    expect((await listOf(member, { endpointId: endpoint.id })).deliveries).toEqual([]);
  });

  it('is read page by page without losing or repeating a row', async () => {
    const endpoint = await webhook();
    for (let count = 0; count < 7; count++) await sending.plan(await world.publish({ vendors: [endpoint.vendor] }));
    await sending.settle();
    const seen: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < 5; page++) {
      const { deliveries, hasNextPage } = await listOf(
        member,
        { endpointId: endpoint.id },
        { first: 3, ...(after === undefined ? {} : { after }) },
      );
      seen.push(...deliveries.map(({ id }) => id));
      const last = deliveries.at(-1);
      if (!hasNextPage || last === undefined) break;
      after = cursorOf(last);
    }
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
  });

  it('is filtered by status, channel, advisory and time', async () => {
    const { endpoint, published } = await alerted();
    const of = (filter: object) => listOf(member, { endpointId: endpoint.id, ...filter }).then(({ deliveries }) => deliveries.length);
    expect(await of({ statuses: ['sent'] })).toBe(1);
    expect(await of({ statuses: ['failed', 'pending'] })).toBe(0);
    expect(await of({ channel: 'email' })).toBe(0);
    expect(await of({ advisoryId: published.id })).toBe(1);
    expect(await of({ advisoryId: newId() })).toBe(0);
    expect(await of({ advisoryId: 'nonsense' })).toBe(0);
    expect(await of({ from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' })).toBe(1);
    expect(await of({ to: '2020-01-01T00:00:00Z' })).toBe(0);
  });

  it('refuses a wrong filter, size or cursor with the place', async () => {
    for (const [filter, page, path] of [
      [{ statuses: ['lost'] }, {}, 'statuses.0'],
      [{ from: 'yesterday' }, {}, 'from'],
      [{}, { first: 101 }, 'first'],
      [{}, { first: 0 }, 'first'],
      [{}, { after: 'nonsense' }, 'after'],
    ] as const) {
      await expect(listOf(member, filter, page)).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [{ path }] });
    }
  });
});

describe('sending again', () => {
  it('a resend is the same alert with the same id', async () => {
    const { endpoint } = await alerted();
    const [delivery] = (await listOf(member, { endpointId: endpoint.id })).deliveries;
    await api.get(ResendDelivery).execute(member.actor, { deliveryId: delivery?.id ?? '' });
    await sending.settle();
    const receipts = receiptsOf(endpoint);
    expect(receipts).toHaveLength(2);
    expect(new Set(receipts.map(({ messageId }) => messageId)).size).toBe(1);
    expect((await listOf(member, { endpointId: endpoint.id })).deliveries).toMatchObject([{ status: 'sent', attempts: 2 }]);
  });

  it('is refused for what is hidden, absent or no id at all in the same words', async () => {
    const { endpoint } = await alerted();
    const [delivery] = (await listOf(member, { endpointId: endpoint.id })).deliveries;
    const errors = await Promise.all(
      [delivery?.id ?? '', newId(), 'nonsense'].map(
        (deliveryId) =>
        api.get(ResendDelivery).execute(stranger.actor, { deliveryId }).then(() => 'done', (error: unknown) => JSON.stringify(error)), // prettier-ignore
      ),
    );
    expect(new Set(errors).size).toBe(1);
    expect(errors[0]).toContain('NOT_FOUND');
  });

  it('is refused while it is still waiting, and after a newer alert took its place', async () => {
    const endpoint = await webhook();
    sink.answer(({ endpoint: id }) => ({ status: id === endpoint.id ? 500 : 204 }));
    const first = await world.publish({ vendors: [endpoint.vendor] });
    await sending.plan(first);
    await sending.settle();
    const [delivery] = (await listOf(member, { endpointId: endpoint.id })).deliveries;
    const resend = () => api.get(ResendDelivery).execute(member.actor, { deliveryId: delivery?.id ?? '' });
    await expect(resend()).rejects.toMatchObject({ code: 'ALREADY_PENDING' });
    sink.answer(() => ({ status: 204 }));
    await sending.plan(await world.revise(first, { vendors: [endpoint.vendor] }));
    await sending.settle();
    await expect(resend()).rejects.toMatchObject({ code: 'SUPERSEDED' });
  });

  it('a replay sends a range again, with the same ids; a dry run only counts', async () => {
    const endpoint = await webhook();
    for (let count = 0; count < 3; count++) await sending.plan(await world.publish({ vendors: [endpoint.vendor] }));
    await sending.settle();
    const range = {
      endpointId: endpoint.id,
      from: new Date(Date.now() - 3_600_000).toISOString(),
      to: new Date(Date.now() + 3_600_000).toISOString(),
    };
    const replay = api.get(ReplayDeliveries);
    expect(await replay.execute(member.actor, { ...range, isDryRun: true })).toEqual({ deliveries: 3 });
    expect(await replay.execute(member.actor, { ...range, include: 'unsent' })).toEqual({ deliveries: 0 });
    expect(receiptsOf(endpoint)).toHaveLength(3);
    expect(await replay.execute(member.actor, range)).toEqual({ deliveries: 3 });
    await sending.settle();
    expect(receiptsOf(endpoint)).toHaveLength(6);
    expect(new Set(receiptsOf(endpoint).map(({ messageId }) => messageId)).size).toBe(3);
    await expect(replay.execute(stranger.actor, range)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(replay.execute(member.actor, { ...range, from: range.to, to: range.from })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(replay.execute(member.actor, { ...range, from: '2020-01-01T00:00:00Z' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('a replay after a pause sends what was missed', async () => {
    const endpoint = await webhook();
    await world.rows("UPDATE subscriptions.endpoint SET status = 'paused' WHERE id = $1", [endpoint.id]);
    await sending.plan(await world.publish({ vendors: [endpoint.vendor] }));
    await world.rows("UPDATE subscriptions.endpoint SET status = 'active' WHERE id = $1", [endpoint.id]);
    const range = {
      endpointId: endpoint.id,
      from: new Date(Date.now() - 3_600_000).toISOString(),
      to: new Date(Date.now() + 3_600_000).toISOString(),
    };
    await api.get(ReplayDeliveries).execute(member.actor, { ...range, include: 'unsent' });
    await sending.settle();
    expect(receiptsOf(endpoint)).toHaveLength(1);
  });
});

describe('what an endpoint missed', () => {
  const unsentOf = async (actor: SavedPerson['actor'], { id }: SavedEndpoint) =>
    (await api.get(DeliveryQueries).unsentCounts(actor, [id])).get(id) ?? 0;
  const standing = ({ id }: SavedEndpoint, status: string) =>
    world.rows('UPDATE subscriptions.endpoint SET status = $2 WHERE id = $1', [id, status]);

  it('while it was paused is counted and sent at once, each advisory in its newest form', async () => {
    const endpoint = await webhook();
    await standing(endpoint, 'paused');
    const first = await world.publish({ vendors: [endpoint.vendor] });
    await sending.plan(first);
    await sending.plan(await world.publish({ vendors: [endpoint.vendor] }));
    await sending.plan(await world.revise(first, { vendors: [endpoint.vendor] }));
    const held = (await listOf(member, { endpointId: endpoint.id })).deliveries.map(({ status, reason }) => `${status} ${reason ?? ''}`);
    expect(held).toEqual(Array.from({ length: 3 }, () => 'suppressed endpoint_paused'));
    expect(await unsentOf(member.actor, endpoint)).toBe(2);
    expect(await unsentOf(stranger.actor, endpoint)).toBe(0);
    const send = () => api.get(SendUnsent).execute(member.actor, { endpointId: endpoint.id });
    await expect(send()).rejects.toMatchObject({ code: 'ENDPOINT_NOT_ACTIVE' });
    await standing(endpoint, 'active');
    await expect(api.get(SendUnsent).execute(stranger.actor, { endpointId: endpoint.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await send()).toEqual({ deliveries: 2 });
    await sending.settle();
    expect(receiptsOf(endpoint)).toHaveLength(2);
    expect(await unsentOf(member.actor, endpoint)).toBe(0);
    expect(await send()).toEqual({ deliveries: 0 });
  });

  it('because its receiver failed is counted too, and one that was overtaken is not', async () => {
    const endpoint = await webhook();
    sink.answer(({ endpoint: id }) => ({ status: id === endpoint.id ? 410 : 204 }));
    const published = await world.publish({ vendors: [endpoint.vendor] });
    await sending.plan(published);
    await sending.settle();
    sink.answer(() => ({ status: 204 }));
    expect(await unsentOf(member.actor, endpoint)).toBe(1);
    await standing(endpoint, 'active');
    await sending.plan(await world.revise(published, { vendors: [endpoint.vendor] }));
    await sending.settle();
    expect(await unsentOf(member.actor, endpoint)).toBe(0);
    expect(receiptsOf(endpoint)).toHaveLength(2);
  });
});

describe('messages about endpoints', () => {
  it('a test goes the way of alerts, by whoever keeps the endpoint, ten times an hour', async () => {
    const endpoint = await webhook();
    const test = api.get(SendTestAlert);
    await expect(test.execute(member.actor, { endpointId: endpoint.id })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(test.execute(stranger.actor, { endpointId: endpoint.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (let count = 0; count < 10; count++) await test.execute(admin.actor, { endpointId: endpoint.id });
    await expect(test.execute(admin.actor, { endpointId: endpoint.id })).rejects.toMatchObject({ code: 'TOO_MANY_TESTS' });
    await sending.settle();
    expect(receiptsOf(endpoint)).toHaveLength(10);
    expect(JSON.parse(receiptsOf(endpoint)[0]?.body ?? '{}')).toMatchObject({ type: 'endpoint.test' });
  });

  async function challenged(reply: (token: string) => string) {
    const endpoint = await webhook();
    const token = 't'.repeat(43);
    await world.rows(
      `UPDATE subscriptions.endpoint SET status = 'unconfirmed', confirmed_at = NULL, confirmation_hash = sha256($2::bytea), confirmation_expires_at = now() + interval '1 day' WHERE id = $1`,
      [endpoint.id, Buffer.from(token)],
    );
    const eventId = newId();
    const sealedToken = new SecretBox(database.secretKey).seal('endpoint-confirmation', token).toString('base64url');
    await world.rows("INSERT INTO outbox.event (id, type, payload) VALUES ($1, 'endpoint.challenge_requested', $2)", [
      eventId,
      { endpointId: endpoint.id, sealedToken },
    ]);
    sink.answer(({ endpoint: id }) => (id === endpoint.id ? { status: 200, body: reply(token) } : { status: 204 }));
    await sending.get(SendChallenge).execute(eventId, endpoint.id);
    await sending.get(SendChallenge).execute(eventId, endpoint.id);
    await sending.settle();
    const [row] = await world.rows<{ status: string }>('SELECT status FROM subscriptions.endpoint WHERE id = $1', [endpoint.id]);
    return { endpoint, token, status: row?.status };
  }

  it('a receiver that repeats the challenge is confirmed, and is asked once', async () => {
    const { endpoint, token, status } = await challenged((sent) => JSON.stringify({ challenge: sent }));
    expect(receiptsOf(endpoint)).toHaveLength(1);
    expect(JSON.parse(receiptsOf(endpoint)[0]?.body ?? '{}')).toMatchObject({ type: 'endpoint.challenge', data: { challenge: token } });
    expect(status).toBe('active');
  });

  it('a receiver that says something else is not confirmed', async () => {
    expect((await challenged(() => JSON.stringify({ challenge: 'x'.repeat(43) }))).status).toBe('unconfirmed');
    expect((await challenged(() => 'ok')).status).toBe('unconfirmed');
  });
});

describe('upkeep', () => {
  it('an urgent alert that no webhook took within ten minutes goes to the organisation by mail, once', async () => {
    const endpoint = await webhook();
    sink.answer(({ endpoint: id }) => ({ status: id === endpoint.id ? 500 : 204 }));
    const published = await world.publish({ vendors: [endpoint.vendor], severity: 3 });
    await sending.plan(published);
    await sending.settle();
    const sweep = sending.get(SweepDeliveries);
    expect(await sweep.execute()).toMatchObject({ fallbacks: 0 });
    await world.rows('UPDATE deliveries.due SET fallback_due_at = now() WHERE endpoint_id = $1', [endpoint.id]);
    expect(await sweep.execute()).toMatchObject({ fallbacks: 1 });
    expect(await sweep.execute()).toMatchObject({ fallbacks: 0 });
    const [event] = await world.rows<{ id: string; payload: { deliveryId: string } }>(
      "SELECT id, payload FROM outbox.event WHERE payload->>'mail' = 'urgent_fallback'",
    );
    if (event === undefined) throw new Error('no mail was asked for');
    const request = { type: 'account.mail_requested', mail: 'urgent_fallback', deliveryId: event.payload.deliveryId } as const;
    await sending.get(SendAccountMail).execute(event.id, request);
    expect(mails.mails.map(({ envelopeTo }) => envelopeTo[0]).sort()).toEqual(['admin@bank.example', 'soc@bank.example']);
    expect(mails.mails[0]?.mail.subject).toContain(`[TLP:CLEAR] ${published.trackingId}`);
    sink.answer(() => ({ status: 204 }));
  });

  it('a release that was not made is told to those who still see the text, without a word of it', async () => {
    const [home, other] = await world.organisations(2);
    const [writer, stranger] = [await world.person(home), await world.person(other)];
    const text = await world.publish({ label: 'AMBER', readers: [`org:${home ?? ''}`] });
    const tell = (personId: string) =>
      sending.get(SendAccountMail).execute(newId(), {
        ...{ type: 'account.mail_requested', mail: 'release_refused' },
        ...{ personId, revisionId: text.revisionId },
      } as const);
    expect(await tell(stranger)).toBe(0);
    expect(await tell(writer)).toBe(1);
    const last = mails.mails.at(-1)?.mail;
    expect(last?.subject).toBe('A scheduled advisory was not published');
    expect(last?.text).toContain(`/console/advisories/${text.trackingId}`);
  });

  it('an urgent alert that many webhooks of one organisation do not take goes to it in one mail that names them', async () => {
    const vendor = `vendor-${++vendors}`;
    const spec = { organisationId: bank.id, vendors: [vendor] };
    const webhooks = await world.endpoints([spec, spec, spec, { ...spec, organisationId: stranger.organisationId ?? '' }], sink.urlOf);
    const [gone, , late] = webhooks;
    if (gone === undefined || late === undefined) throw new Error('no endpoints');
    for (const { id, secret } of webhooks) sink.expect(id, secret);
    sink.answer(({ endpoint: id }) => ({ status: id === gone.id ? 410 : 500 }));
    const before = mails.mails.length;
    const published = await world.publish({ vendors: [vendor], severity: 3 });
    await sending.plan(published);
    await sending.settle();
    await world.rows('UPDATE deliveries.due SET fallback_due_at = now() WHERE endpoint_id = ANY ($1)', [webhooks.map(({ id }) => id)]);
    expect(await sending.get(SweepDeliveries).execute()).toMatchObject({ fallbacks: 3 });
    const events = await world.rows<{ id: string; payload: { deliveryId: string } }>(
      `SELECT o.id, o.payload FROM outbox.event o JOIN deliveries.delivery d ON d.id::text = o.payload->>'deliveryId'
       WHERE o.payload->>'mail' = 'urgent_fallback' AND d.advisory_id = $1 ORDER BY o.position`,
      [published.id],
    );
    expect(events).toHaveLength(2);
    for (const { id, payload } of events)
      await sending.get(SendAccountMail).execute(id, { type: 'account.mail_requested', mail: 'urgent_fallback', ...payload });
    const told = mails.mails.slice(before).filter(({ envelopeTo }) => envelopeTo[0] === 'soc@bank.example');
    expect(told).toHaveLength(1);
    const text = told[0]?.mail.text ?? '';
    expect(text.match(/410 Gone/g)).toHaveLength(1);
    expect(text.match(/no try has succeeded so far/g)).toHaveLength(2);
    const marked = await world.rows('SELECT FROM deliveries.delivery WHERE advisory_id = $1 AND fallback_at IS NOT NULL', [published.id]);
    expect(marked).toHaveLength(4);
    // Their next tries would fall into the tests after this one.
    const ids = webhooks.map(({ id }) => id);
    await world.rows('DELETE FROM deliveries.due WHERE endpoint_id = ANY ($1)', [ids]);
    await world.rows(
      "UPDATE deliveries.delivery SET status = 'failed', reason = 'exhausted', finished_at = now() WHERE endpoint_id = ANY ($1)",
      [ids],
    );
    sink.answer(() => ({ status: 204 }));
  });

  it('a webhook that fails is told of after an hour and a day, and disabled after five days', async () => {
    const { endpoint } = await alerted();
    const watch = sending.get(WatchEndpoints);
    const failing = (hours: number) =>
      world.rows("UPDATE subscriptions.endpoint SET failing_since = now() - interval '1 hour' * $2 WHERE id = $1", [endpoint.id, hours]);
    await failing(0.5);
    expect(await watch.execute()).toMatchObject({ notices: 0 });
    await failing(1.5);
    expect(await watch.execute()).toMatchObject({ notices: 1, disabled: 0 });
    expect(await watch.execute()).toMatchObject({ notices: 0 });
    await failing(25);
    expect(await watch.execute()).toMatchObject({ notices: 1, disabled: 0 });
    await failing(121);
    expect(await watch.execute()).toMatchObject({ notices: 1, disabled: 1 });
    const [row] = await world.rows<{ status: string; status_reason: string }>(
      'SELECT status, status_reason FROM subscriptions.endpoint WHERE id = $1',
      [endpoint.id],
    );
    expect(row).toEqual({ status: 'disabled', status_reason: 'failing' });
  });

  it('a pending delivery that is due to nobody is found and made due', async () => {
    const endpoint = await webhook();
    await world.rows(
      `INSERT INTO deliveries.delivery (id, event, occasion, channel, endpoint_id, organisation_id, event_at) VALUES (gen_random_uuid(), 'endpoint.test', 'x', 'webhook', $1, $2, now())`,
      [endpoint.id, endpoint.organisationId],
    );
    expect(await sending.get(SweepDeliveries).execute()).toMatchObject({ repaired: 1 });
    await sending.settle();
    expect(receiptsOf(endpoint)).toHaveLength(1);
  });

  it.each([
    ['that it was sent', 204],
    ['that it is to be tried again', 500],
    ['that it failed for good', 410],
  ])('of a send whose claim was taken over it is not believed %s', async (_, status) => {
    const endpoint = await webhook();
    sink.answer(({ endpoint: id }) => (id === endpoint.id ? 'hang' : { status: 204 }));
    await sending.plan(await world.publish({ vendors: [endpoint.vendor] }));
    while (receiptsOf(endpoint).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    // Another worker claims it, as after a lease that ran out.
    const held = 'c.deliveries @> ARRAY(SELECT d.id FROM deliveries.delivery d WHERE d.endpoint_id = $1)';
    const [other] = await world.rows<{ id: string }>(
      `WITH before AS (DELETE FROM deliveries.claim c WHERE ${held} RETURNING c.*)
       INSERT INTO deliveries.claim (id, lease_until, deliveries, tries, fallbacks_due_at)
       SELECT gen_random_uuid(), now() + interval '1 minute', deliveries, tries, fallbacks_due_at FROM before RETURNING id`,
      [endpoint.id],
    );
    expect(sending.get(SendWebhooks).heldCount).toBe(1);
    sink.release(status);
    while (sending.get(SendWebhooks).heldCount > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const [row] = await world.rows(
      `SELECT d.status, d.attempts, (SELECT c.id FROM deliveries.claim c WHERE ${held}) AS claim,
         EXISTS (SELECT FROM deliveries.due q WHERE q.delivery_id = d.id) AS "isDue"
       FROM deliveries.delivery d WHERE d.endpoint_id = $1`,
      [endpoint.id],
    );
    expect(row).toEqual({ status: 'pending', attempts: 0, claim: other?.id, isDue: false });
    await world.rows('DELETE FROM deliveries.claim WHERE id = $1', [other?.id]);
  });
});
