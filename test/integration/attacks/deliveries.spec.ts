import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { SweepDeliveries } from '#libs/deliveries';
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
});
afterAll(async () => {
  await sink.stop();
  await sending.stop();
  await world.close();
  await database.drop();
});

let isStarted = false;
function startOnce(): void {
  if (!isStarted) sending.start();
  isStarted = true;
}

const aVendor = () => `vendor-${++vendors}`;

async function webhook(spec: EndpointSpec): Promise<SavedEndpoint> {
  const [organisationId] = await world.organisations(1);
  const [endpoint] = await world.endpoints([{ ...(organisationId === undefined ? {} : { organisationId }), ...spec }], sink.urlOf);
  if (endpoint === undefined) throw new Error('no endpoint');
  sink.expect(endpoint.id, endpoint.secret);
  return endpoint;
}

const rowsOf = ({ id }: SavedEndpoint) =>
  world.rows<{ id: string; event: string; status: string }>(
    'SELECT id, event, status FROM deliveries.delivery WHERE endpoint_id = $1 ORDER BY created_at',
    [id],
  );

describe('a withdrawal', () => {
  it('that is planned while the alert is being claimed is told to whoever gets the alert', async () => {
    const vendor = aVendor();
    const endpoint = await webhook({ vendors: [vendor] });
    const advisory = await world.publish({ vendors: [vendor] });
    await sending.plan(advisory);
    // What a claim does, held open for as long as it takes the plan to come to the same row.
    const claim = new Client({ connectionString: database.adminUrl });
    await claim.connect();
    await claim.query('BEGIN');
    await claim.query(
      `WITH taken AS (DELETE FROM deliveries.due WHERE endpoint_id = $1 RETURNING delivery_id)
       INSERT INTO deliveries.claim (id, lease_until, deliveries, tries, fallbacks_due_at)
       SELECT gen_random_uuid(), now() + interval '30 seconds', array_agg(delivery_id), '{0}', '{NULL}' FROM taken`,
      [endpoint.id],
    );
    const planning = sending.plan(await world.withdraw(advisory));
    await waitUntil(async () => (await world.rows("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'")).length > 0);
    await claim.query('COMMIT');
    await claim.end();
    await planning;
    await world.rows('DELETE FROM deliveries.due WHERE endpoint_id = $1', [endpoint.id]);
    await world.rows('DELETE FROM deliveries.claim');
    expect((await rowsOf(endpoint)).map(({ event }) => event)).toContain('advisory.withdrawn');
  });
});

describe('an urgent alert', () => {
  it('whose webhook is disabled before it was taken goes by email all the same', async () => {
    const vendor = aVendor();
    const endpoint = await webhook({ vendors: [vendor] });
    await sending.plan(await world.publish({ vendors: [vendor], severity: 3 }));
    await world.rows(`UPDATE subscriptions.endpoint SET status = 'disabled', status_reason = 'gone' WHERE id = $1`, [endpoint.id]);
    startOnce();
    await sending.settle();
    await sending.get(SweepDeliveries).execute();
    const [delivery] = await rowsOf(endpoint);
    expect(delivery).toMatchObject({ status: 'suppressed' });
    const mails = await world.rows("SELECT FROM outbox.event WHERE payload->>'mail' = 'urgent_fallback' AND payload->>'deliveryId' = $1", [
      delivery?.id,
    ]);
    expect(mails).toHaveLength(1);
  });
});

describe('an endpoint that was taken out of its subscription', () => {
  it('is told of no update, although the subscription goes on elsewhere', async () => {
    const vendor = aVendor();
    const endpoint = await webhook({ vendors: [vendor] });
    const first = await world.publish({ vendors: [vendor] });
    await sending.plan(first);
    startOnce();
    await sending.settle();
    await world.rows('DELETE FROM subscriptions.subscription_endpoint WHERE endpoint_id = $1', [endpoint.id]);
    await sending.plan(await world.revise(first, { vendors: [vendor] }));
    await sending.settle();
    expect((await rowsOf(endpoint)).map(({ event }) => event)).toEqual(['advisory.published']);
  });

  it('gets no alert that was planned before', async () => {
    const vendor = aVendor();
    const endpoint = await webhook({ vendors: [vendor] });
    await world.rows(`UPDATE subscriptions.endpoint SET status = 'paused' WHERE id = $1`, [endpoint.id]);
    await sending.plan(await world.publish({ vendors: [vendor] }));
    await world.rows('DELETE FROM subscriptions.subscription_endpoint WHERE endpoint_id = $1', [endpoint.id]);
    await world.rows(`UPDATE subscriptions.endpoint SET status = 'active' WHERE id = $1`, [endpoint.id]);
    await world.rows(`UPDATE deliveries.delivery SET status = 'pending', reason = NULL, finished_at = NULL WHERE endpoint_id = $1`, [
      endpoint.id,
    ]);
    await sending.get(SweepDeliveries).execute();
    await sending.settle();
    expect(sink.receipts.filter((receipt) => receipt.endpoint === endpoint.id)).toEqual([]);
  });
});

async function waitUntil(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it did not come to that');
}
