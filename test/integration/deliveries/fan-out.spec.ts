import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FanOut } from '../../support/fan-out.js';
import type { EndpointSpec, SavedEndpoint } from '../../support/fan-out.js';
import { startSending } from '../../support/sending.js';
import type { Sending } from '../../support/sending.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';
import { startWebhookSink } from '../../support/webhook-sink.js';
import type { WebhookSink } from '../../support/webhook-sink.js';

let database: TestDatabase;
let world: FanOut;
let sink: WebhookSink;
let sending: Sending;
let vendors = 0;

beforeAll(async () => {
  database = await testDatabase();
  world = await FanOut.in(database);
  sink = await startWebhookSink();
  sending = await startSending(database, world);
  sending.start();
});

afterAll(async () => {
  await sink.stop();
  await sending.stop();
  await world.close();
  await database.drop();
});

/** Each test has a vendor of its own, so that none hears of another's advisories. */
function aVendor(): string {
  return `vendor-${++vendors}`;
}

async function organisation(): Promise<string> {
  const [id] = await world.organisations(1);
  return id ?? '';
}

async function webhook(spec: EndpointSpec): Promise<SavedEndpoint> {
  const [endpoint] = await world.endpoints([spec], sink.urlOf);
  if (endpoint === undefined) throw new Error('no endpoint');
  sink.expect(endpoint.id, endpoint.secret);
  return endpoint;
}

function receiptsOf(endpoint: SavedEndpoint) {
  return sink.receipts.filter((receipt) => receipt.endpoint === endpoint.id);
}

function typesAt(endpoint: SavedEndpoint): string[] {
  return receiptsOf(endpoint).map(({ body }) => (JSON.parse(body) as { type: string }).type);
}

interface Row {
  readonly id: string;
  readonly message_id: string;
  readonly event: string;
  readonly status: string;
  readonly reason: string | null;
  readonly attempts: number;
  readonly revision: number;
}

async function deliveriesOf(endpoint: SavedEndpoint): Promise<Row[]> {
  return world.rows<Row>('SELECT * FROM deliveries.delivery WHERE endpoint_id = $1 ORDER BY created_at, revision, event', [endpoint.id]);
}

/** Until a transaction of this database waits for the lock of an advisory. Bounded. */
async function untilOneWaits(): Promise<void> {
  for (let wait = 0; wait < 500; wait++) {
    const waiting = await world.rows(
      `SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database() WHERE l.locktype = 'advisory' AND NOT l.granted`,
    );
    if (waiting.length > 0) return;
    await pause(20);
  }
  throw new Error('no plan waits for the lock');
}

describe('planning', () => {
  it('tells each endpoint once, however many of its subscriptions match', async () => {
    const vendor = aVendor();
    const endpoint = await webhook({ organisationId: await organisation(), vendors: [vendor] });
    await world.rows(
      `WITH s AS (INSERT INTO subscriptions.subscription (id, organisation_id, frequency, vendors) VALUES (gen_random_uuid(), $1, 'daily', $2) RETURNING id)
       INSERT INTO subscriptions.subscription_endpoint (subscription_id, endpoint_id) SELECT s.id, $3 FROM s`,
      [endpoint.organisationId, [`vendor:${vendor}`], endpoint.id],
    );
    await sending.plan(await world.publish({ vendors: [vendor] }));
    await sending.settle();
    expect(await deliveriesOf(endpoint)).toMatchObject([{ status: 'sent' }]);
    expect(receiptsOf(endpoint)).toHaveLength(1);
    const [row] = await world.rows<{ count: number }>(
      'SELECT cardinality(subscriptions) AS count FROM deliveries.delivery WHERE endpoint_id = $1',
      [endpoint.id],
    );
    expect(row?.count).toBe(2);
  });

  it('can be repeated without telling anybody twice', async () => {
    const vendor = aVendor();
    const endpoint = await webhook({ organisationId: await organisation(), vendors: [vendor] });
    const advisory = await world.publish({ vendors: [vendor] });
    await sending.plan(advisory);
    await sending.settle();
    await world.rows('UPDATE outbox.event SET done_at = NULL WHERE id = $1', [advisory.eventId]);
    expect(await sending.plan(advisory)).toMatchObject({ alerts: 1, written: 0 });
    await sending.settle();
    expect(receiptsOf(endpoint)).toHaveLength(1);
  });

  it('in several batches tells each endpoint once, of all its subscriptions', async () => {
    const vendor = aVendor();
    const owner = await organisation();
    const endpoints = await world.endpoints(Array.from({ length: 7 }, () => ({ organisationId: owner, vendors: [vendor] })));
    await world.rows(
      `WITH s AS (INSERT INTO subscriptions.subscription (id, organisation_id, frequency, vendors) VALUES (gen_random_uuid(), $1, 'daily', $2) RETURNING id)
       INSERT INTO subscriptions.subscription_endpoint (subscription_id, endpoint_id) SELECT s.id, e FROM s, unnest($3::uuid[]) e`,
      [owner, [`vendor:${vendor}`], endpoints.map(({ id }) => id)],
    );
    const advisory = await world.publish({ vendors: [vendor] });
    expect(await sending.plan(advisory, 3)).toMatchObject({ alerts: 7, written: 7 });
    const rows = await world.rows<{ count: number }>(
      'SELECT cardinality(subscriptions) AS count FROM deliveries.delivery WHERE advisory_id = $1',
      [advisory.id],
    );
    expect(rows.map(({ count }) => count)).toEqual(Array.from({ length: 7 }, () => 2));
    await world.rows('UPDATE outbox.event SET done_at = NULL WHERE id = $1', [advisory.eventId]);
    expect(await sending.plan(advisory, 3)).toMatchObject({ alerts: 7, written: 0 });
  });

  it('tells nobody of what was withdrawn between the match and the plan', async () => {
    const vendor = aVendor();
    const endpoint = await webhook({ organisationId: await organisation(), vendors: [vendor] });
    const advisory = await world.publish({ vendors: [vendor] });
    await world.rows('SELECT pg_advisory_lock(hashtextextended($1, 20))', [advisory.id]);
    const planned = sending.plan(advisory);
    await untilOneWaits();
    await world.withdraw(advisory);
    await world.rows('SELECT pg_advisory_unlock(hashtextextended($1, 20))', [advisory.id]);
    expect(await planned).toMatchObject({ alerts: 0, written: 0 });
    expect(await deliveriesOf(endpoint)).toEqual([]);
  });

  it('alerts nobody about an editorial change', async () => {
    const vendor = aVendor();
    const endpoint = await webhook({ organisationId: await organisation(), vendors: [vendor] });
    const first = await world.publish({ vendors: [vendor] });
    await sending.plan(first);
    await sending.plan(await world.revise(first, { vendors: [vendor], isSilent: true }));
    await sending.settle();
    expect(typesAt(endpoint)).toEqual(['advisory.published']);
  });

  it('leaves out who may not read, although their subscription matches', async () => {
    const vendor = aVendor();
    const [reader, other] = await world.organisations(2);
    const told = await webhook({ organisationId: reader, vendors: [vendor] });
    const untold = await webhook({ organisationId: other, vendors: [vendor] });
    const advisory = await world.publish({ vendors: [vendor], label: 'AMBER', readers: [`org:${reader ?? ''}`] });
    expect(await sending.plan(advisory)).toMatchObject({ alerts: 1 });
    await sending.settle();
    expect(receiptsOf(told)).toHaveLength(1);
    expect(await deliveriesOf(untold)).toEqual([]);
  });

  it('asks the live account and not what the match believes of it', async () => {
    const vendor = aVendor();
    const endpoint = await webhook({ organisationId: await organisation(), vendors: [vendor] });
    await world.rows('UPDATE accounts.organisation SET sectors = $2 WHERE id = $1', [endpoint.organisationId, ['water']]);
    await world.rows(`UPDATE access.reach SET keys = keys || '{sector:energy}' WHERE organisation_id = $1`, [endpoint.organisationId]);
    const advisory = await world.publish({ vendors: [vendor], label: 'GREEN', readers: ['sector:energy'] });
    expect(await sending.plan(advisory)).toMatchObject({ alerts: 0 });
    expect(await deliveriesOf(endpoint)).toEqual([]);
  });

  it('sends RED to no webhook, and by mail only to the address of a named person', async () => {
    const vendor = aVendor();
    const org = await organisation();
    const person = await world.person(org);
    const hook = await webhook({ personId: person, vendors: [vendor] });
    const [own, shared] = await world.endpoints([
      { personId: person, channel: 'email', vendors: [vendor], frequency: 'daily' },
      { organisationId: org, channel: 'email', vendors: [vendor], frequency: 'daily' },
    ]);
    const advisory = await world.publish({ vendors: [vendor], label: 'RED', readers: [`user:${person}`] });
    expect(await sending.plan(advisory)).toMatchObject({ alerts: 0, items: 1 });
    expect(await deliveriesOf(hook)).toEqual([]);
    const items = await world.rows<{ endpoint_id: string }>('SELECT endpoint_id FROM deliveries.digest_item WHERE advisory_id = $1', [
      advisory.id,
    ]);
    expect(items).toEqual([{ endpoint_id: own?.id }]);
    expect(shared).toBeDefined();
  });

  it('respects the types of events that a webhook asked for', async () => {
    const vendor = aVendor();
    const endpoint = await webhook({ organisationId: await organisation(), vendors: [vendor], eventTypes: ['advisory.updated'] });
    const first = await world.publish({ vendors: [vendor] });
    await sending.plan(first);
    await sending.plan(await world.revise(first, { vendors: [vendor] }));
    await sending.settle();
    expect(typesAt(endpoint)).toEqual(['advisory.updated']);
  });

  it('writes down what a paused endpoint missed', async () => {
    const vendor = aVendor();
    const endpoint = await webhook({ organisationId: await organisation(), vendors: [vendor] });
    await world.rows("UPDATE subscriptions.endpoint SET status = 'paused' WHERE id = $1", [endpoint.id]);
    await sending.plan(await world.publish({ vendors: [vendor] }));
    await sending.settle();
    expect(await deliveriesOf(endpoint)).toMatchObject([{ status: 'suppressed', reason: 'endpoint_paused', attempts: 0 }]);
    expect(receiptsOf(endpoint)).toEqual([]);
  });
});

describe('updates and withdrawals', () => {
  it('an update goes to those who had the earlier alert, also where it no longer matches', async () => {
    const [vendor, other] = [aVendor(), aVendor()];
    const org = await organisation();
    const had = await webhook({ organisationId: org, vendors: [vendor] });
    const matchesNow = await webhook({ organisationId: await organisation(), vendors: [other] });
    const first = await world.publish({ vendors: [vendor] });
    await sending.plan(first);
    await sending.settle();
    await sending.plan(await world.revise(first, { vendors: [other] }));
    await sending.settle();
    expect(typesAt(had)).toEqual(['advisory.published', 'advisory.updated']);
    expect(typesAt(matchesNow)).toEqual(['advisory.updated']);
  });

  it('an update is not told to who had the earlier alert and may not read any more', async () => {
    const vendor = aVendor();
    const [one, two] = await world.organisations(2);
    const left = await webhook({ organisationId: one, vendors: [vendor] });
    const first = await world.publish({ vendors: [vendor], label: 'GREEN' });
    await sending.plan(first);
    await sending.settle();
    await sending.plan(await world.revise(first, { vendors: [vendor], label: 'AMBER', readers: [`org:${two ?? ''}`] }));
    await sending.settle();
    expect(typesAt(left)).toEqual(['advisory.published']);
  });

  it('a newer revision takes the place of an older alert that was not sent yet', async () => {
    const vendor = aVendor();
    const endpoint = await webhook({ organisationId: await organisation(), vendors: [vendor] });
    sink.answer(({ endpoint: id, count }) => ({ status: id === endpoint.id && count === 1 ? 500 : 204 }));
    const first = await world.publish({ vendors: [vendor] });
    await sending.plan(first);
    await sending.settle();
    await sending.plan(await world.revise(first, { vendors: [vendor] }));
    await sending.settle();
    await makeDue(endpoint);
    await sending.settle();
    expect(await deliveriesOf(endpoint)).toMatchObject([
      { revision: 1, status: 'superseded', reason: 'newer_revision', attempts: 1 },
      { revision: 2, status: 'sent' },
    ]);
    expect(typesAt(endpoint)).toEqual(['advisory.published', 'advisory.updated']);
  });

  it('events that are planned in the wrong order do not send the older text after the newer', async () => {
    const vendor = aVendor();
    const endpoint = await webhook({ organisationId: await organisation(), vendors: [vendor] });
    const first = await world.publish({ vendors: [vendor] });
    const second = await world.revise(first, { vendors: [vendor] });
    await sending.plan(second);
    await sending.settle();
    await sending.plan(first);
    await sending.settle();
    expect(typesAt(endpoint)).toEqual(['advisory.updated']);
    expect((await deliveriesOf(endpoint)).map(({ revision, status }) => [revision, status])).toEqual([
      [2, 'sent'],
      [1, 'superseded'],
    ]);
  });

  it('a withdrawal is told to those who were alerted and to nobody else, and ends what waits', async () => {
    const vendor = aVendor();
    const alerted = await webhook({ organisationId: await organisation(), vendors: [vendor] });
    const advisory = await world.publish({ vendors: [vendor] });
    await sending.plan(advisory);
    await sending.settle();
    const late = await webhook({ organisationId: await organisation(), vendors: [vendor] });
    const withdrawn = await world.withdraw(advisory);
    expect(await sending.plan(withdrawn)).toMatchObject({ alerts: 1 });
    await sending.settle();
    expect(typesAt(alerted)).toEqual(['advisory.published', 'advisory.withdrawn']);
    expect(JSON.parse(receiptsOf(alerted)[1]?.body ?? '{}')).toMatchObject({ data: { withdrawalNotice: 'Withdrawn.' } });
    expect(receiptsOf(late)).toEqual([]);
  });

  it('an alert that waits for another try while its advisory is withdrawn is not sent any more', async () => {
    const vendor = aVendor();
    const endpoint = await webhook({ organisationId: await organisation(), vendors: [vendor] });
    sink.answer(({ endpoint: id }) => ({ status: id === endpoint.id ? 500 : 204 }));
    const advisory = await world.publish({ vendors: [vendor] });
    await sending.plan(advisory);
    await sending.settle();
    await world.withdraw(advisory);
    await makeDue(endpoint);
    await sending.settle();
    expect(await deliveriesOf(endpoint)).toMatchObject([{ status: 'superseded', reason: 'withdrawn', attempts: 1 }]);
  });
});

/** Time passes: what waits for another try is due. */
async function makeDue(endpoint: SavedEndpoint): Promise<void> {
  await world.rows('UPDATE deliveries.due SET next_attempt_at = now() WHERE endpoint_id = $1', [endpoint.id]);
}

describe('what a worker held that is gone', () => {
  it('is sent when the lease is over, with the tries that it had', async () => {
    const vendor = aVendor();
    const endpoint = await webhook({ organisationId: await organisation(), vendors: [vendor] });
    sink.answer(({ endpoint: id }) => ({ status: id === endpoint.id ? 500 : 204 }));
    await sending.plan(await world.publish({ vendors: [vendor], severity: 3 }));
    await sending.settle();
    const due = 'SELECT tries, was_claimed, fallback_due_at IS NOT NULL AS falls_back FROM deliveries.due WHERE endpoint_id = $1';
    expect(await world.rows(due, [endpoint.id])).toEqual([{ tries: 1, was_claimed: true, falls_back: true }]);
    // As a worker leaves it that is killed: taken from what is due, in a claim whose lease runs out, and no result.
    await world.rows(
      `WITH taken AS (DELETE FROM deliveries.due WHERE endpoint_id = $1 RETURNING delivery_id, tries, fallback_due_at)
       INSERT INTO deliveries.claim (id, lease_until, deliveries, tries, fallbacks_due_at)
       SELECT gen_random_uuid(), now(), array_agg(delivery_id), array_agg(tries), array_agg(fallback_due_at) FROM taken`,
      [endpoint.id],
    );
    const deadline = performance.now() + 10_000;
    while (receiptsOf(endpoint).length < 2 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    await sending.settle();
    expect(receiptsOf(endpoint)).toHaveLength(2);
    expect(await world.rows(due, [endpoint.id])).toEqual([{ tries: 2, was_claimed: true, falls_back: true }]);
  });
});

describe('access at the moment of sending', () => {
  async function planned(spec: EndpointSpec, change: (endpoint: SavedEndpoint) => Promise<unknown>, advisorySpec: object = {}) {
    const vendor = aVendor();
    const endpoint = await webhook({ ...spec, vendors: [vendor] });
    sink.answer(({ endpoint: id, count }) => ({ status: id === endpoint.id && count === 1 ? 500 : 204 }));
    await sending.plan(await world.publish({ vendors: [vendor], ...advisorySpec }));
    await sending.settle();
    await change(endpoint);
    await makeDue(endpoint);
    await sending.settle();
    return { endpoint, delivery: (await deliveriesOf(endpoint))[0], receipts: receiptsOf(endpoint).length };
  }

  it('who lost the right between plan and send is sent nothing, with a reason', async () => {
    const { delivery, receipts } = await planned(
      { organisationId: await organisation() },
      ({ organisationId }) => world.rows("UPDATE accounts.organisation SET status = 'suspended' WHERE id = $1", [organisationId]),
      { label: 'GREEN' },
    );
    expect(delivery).toMatchObject({ status: 'suppressed', reason: 'account_not_active' });
    expect(receipts).toBe(1);
  });

  it('who left the group between plan and send is sent nothing', async () => {
    const org = await organisation();
    const [group] = await world.rows<{ id: string }>(
      "INSERT INTO accounts.closed_group (id, name, owner_organisation_id) VALUES (gen_random_uuid(), 'G', $1) RETURNING id",
      [org],
    );
    await world.rows('INSERT INTO accounts.group_member (group_id, organisation_id) VALUES ($1, $2)', [group?.id, org]);
    const { delivery, receipts } = await planned(
      { organisationId: org },
      () => world.rows('DELETE FROM accounts.group_member WHERE group_id = $1', [group?.id]),
      { label: 'GREEN', readers: [`group:${group?.id ?? ''}`] },
    );
    expect(delivery).toMatchObject({ status: 'suppressed', reason: 'no_access' });
    expect(receipts).toBe(1);
  });

  it('an advisory that was marked down since is sent under its narrower label, as a link', async () => {
    const org = await organisation();
    const { endpoint, receipts } = await planned(
      { organisationId: org },
      () =>
        world.rows(
          `UPDATE advisories.advisory SET label = 'AMBER', reader_set = access.intern_readers($1) WHERE id = (SELECT advisory_id FROM deliveries.delivery ORDER BY created_at DESC LIMIT 1)`,
          [[`org:${org}`]],
        ),
      { label: 'GREEN', title: 'Told to fewer' },
    );
    expect(receipts).toBe(2);
    const [before, after] = receiptsOf(endpoint).map(({ body }) => body);
    expect(before).toContain('Told to fewer');
    expect(after).not.toContain('Told to fewer');
    expect(JSON.parse(after ?? '{}')).toMatchObject({ data: { label: 'TLP:AMBER' } });
  });

  it('a subscription that ended takes its waiting alerts with it', async () => {
    const { delivery } = await planned({ organisationId: await organisation() }, ({ subscriptionId }) =>
      world.rows("UPDATE subscriptions.subscription SET status = 'cancelled' WHERE id = $1", [subscriptionId]),
    );
    expect(delivery).toMatchObject({ status: 'cancelled', reason: 'subscription_ended' });
  });
});

describe('a receiver that does not take it', () => {
  async function alerted(answer: (count: number) => { status: number; headers?: Record<string, string> }) {
    const vendor = aVendor();
    const endpoint = await webhook({ organisationId: await organisation(), vendors: [vendor] });
    sink.answer(({ endpoint: id, count }) => (id === endpoint.id ? answer(count) : { status: 204 }));
    await sending.plan(await world.publish({ vendors: [vendor] }));
    await sending.settle();
    return endpoint;
  }

  it('that fails twice gets the alert on the third try, with the same id and body', async () => {
    const endpoint = await alerted((count) => ({ status: count < 3 ? 500 : 200 }));
    for (let retry = 0; retry < 2; retry++) {
      await makeDue(endpoint);
      await sending.settle();
    }
    const receipts = receiptsOf(endpoint);
    expect(receipts).toHaveLength(3);
    expect(new Set(receipts.map(({ messageId, bodyHash }) => `${messageId} ${bodyHash}`)).size).toBe(1);
    expect(receipts.every(({ isValid }) => isValid)).toBe(true);
    expect(await deliveriesOf(endpoint)).toMatchObject([{ status: 'sent', attempts: 3 }]);
    const attempts = await world.rows<{ outcome: string; status_code: number; number: number }>(
      'SELECT a.number, a.outcome, a.status_code FROM deliveries.attempt a JOIN deliveries.delivery d ON d.id = a.delivery_id WHERE d.endpoint_id = $1 ORDER BY a.number',
      [endpoint.id],
    );
    expect(attempts).toEqual([
      { number: 1, outcome: 'retry', status_code: 500 },
      { number: 2, outcome: 'retry', status_code: 500 },
      { number: 3, outcome: 'sent', status_code: 200 },
    ]);
    const [health] = await world.rows<{ failing_since: string | null }>('SELECT failing_since FROM subscriptions.endpoint WHERE id = $1', [
      endpoint.id,
    ]);
    expect(health?.failing_since).toBeNull();
  });

  it('that answers 410 is disabled, and its owner is told', async () => {
    const endpoint = await alerted(() => ({ status: 410 }));
    expect(await deliveriesOf(endpoint)).toMatchObject([{ status: 'failed', reason: 'gone', attempts: 1 }]);
    const [row] = await world.rows<{ status: string }>('SELECT status FROM subscriptions.endpoint WHERE id = $1', [endpoint.id]);
    expect(row?.status).toBe('disabled');
    const mails = await world.rows(
      "SELECT 1 FROM outbox.event WHERE payload->>'endpointId' = $1 AND payload->>'mail' = 'webhook_disabled_notice'",
      [endpoint.id],
    );
    expect(mails).toHaveLength(1);
  });

  it('that asks for a pause gets it', async () => {
    const endpoint = await alerted((count) => (count === 1 ? { status: 429, headers: { 'retry-after': '120' } } : { status: 204 }));
    const [due] = await world.rows<{ seconds: number }>(
      'SELECT extract(epoch FROM next_attempt_at - now())::float AS seconds FROM deliveries.due WHERE endpoint_id = $1',
      [endpoint.id],
    );
    expect(due?.seconds).toBeGreaterThan(110);
    expect(due?.seconds).toBeLessThan(150);
  });

  it('for good is a failure that everybody can see, after twelve tries', async () => {
    const endpoint = await alerted(() => ({ status: 500 }));
    for (let retry = 0; retry < 14; retry++) {
      await makeDue(endpoint);
      await sending.settle();
    }
    expect(receiptsOf(endpoint)).toHaveLength(12);
    expect(await deliveriesOf(endpoint)).toMatchObject([{ status: 'failed', reason: 'exhausted', attempts: 12 }]);
  });
});

describe('lanes', () => {
  it('a receiver that hangs harms only itself', async () => {
    const vendor = aVendor();
    const slow = await webhook({ organisationId: await organisation(), vendors: [vendor] });
    const healthy = await Promise.all(
      Array.from({ length: 20 }, async () => webhook({ organisationId: await organisation(), vendors: [vendor] })),
    );
    sink.answer(({ endpoint }) => (endpoint === slow.id ? 'hang' : { status: 204 }));
    const started = performance.now();
    for (let count = 0; count < 5; count++) await sending.plan(await world.publish({ vendors: [vendor] }));
    const deadline = started + 10_000;
    while (healthy.some((endpoint) => receiptsOf(endpoint).length < 5) && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(healthy.map((endpoint) => receiptsOf(endpoint).length)).toEqual(healthy.map(() => 5));
    await world.rows("UPDATE subscriptions.endpoint SET status = 'paused' WHERE id = $1", [slow.id]);
    sink.answer(() => ({ status: 204 }));
  });

  it('a new alert does not wait behind a backlog of retries', async () => {
    const vendor = aVendor();
    const blocked = await webhook({ organisationId: await organisation(), vendors: [] });
    await world.rows(
      `WITH made AS (
         INSERT INTO deliveries.delivery (id, event, occasion, channel, endpoint_id, organisation_id, event_at)
         SELECT gen_random_uuid(), 'endpoint.test', 'backlog ' || n, 'webhook', $1, $2, now() FROM generate_series(1, 20000) n RETURNING id)
       INSERT INTO deliveries.due (delivery_id, endpoint_id, destination, channel, is_urgent, tries, next_attempt_at)
       SELECT id, $1, 'http://127.0.0.1', 'webhook', false, 3, now() - interval '1 minute' FROM made`,
      [blocked.id, blocked.organisationId],
    );
    sink.answer(({ endpoint }) => (endpoint === blocked.id ? 'hang' : { status: 204 }));
    const fresh = await webhook({ organisationId: await organisation(), vendors: [vendor] });
    const started = performance.now();
    await sending.plan(await world.publish({ vendors: [vendor] }));
    while (receiptsOf(fresh).length === 0 && performance.now() - started < 10_000) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(receiptsOf(fresh)).toHaveLength(1);
    await world.rows("UPDATE deliveries.delivery SET status = 'cancelled', finished_at = now() WHERE endpoint_id = $1", [blocked.id]);
    await world.rows('DELETE FROM deliveries.due WHERE endpoint_id = $1', [blocked.id]);
    sink.answer(() => ({ status: 204 }));
  });
});
