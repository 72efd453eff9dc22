import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RenditionsModule } from '#libs/renditions';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { OPERATOR } from '#libs/accounts';
import { readConfig } from '#libs/config';
import { newId } from '#libs/core';
import { PlatformModule } from '#libs/database';
import { DeliveriesModule, ForgetOldDeliveries, SendingPause, SendWebhooks, SweepDeliveries } from '#libs/deliveries';
import { OutboxEvents } from '#libs/outbox';
import { FanOut } from '../../support/fan-out.js';
import type { PublishedAdvisory, SavedEndpoint } from '../../support/fan-out.js';
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
let api: TestingModule;
let endpoint: SavedEndpoint;
let pause: SendingPause;

beforeAll(async () => {
  database = await testDatabase();
  world = await FanOut.in(database);
  sink = await startWebhookSink();
  sending = await startSending(database, world);
  const config = readConfig({ NODE_ENV: 'test', DATABASE_URL: database.apiUrl, SECRET_KEY: database.secretKey });
  api = await Test.createTestingModule({
    imports: [PlatformModule.forRoot(config, 'test-api'), DeliveriesModule, RenditionsModule.forRoot()],
  }).compile();
  const [organisationId = ''] = await world.organisations(1);
  const [saved] = await world.endpoints([{ organisationId, vendors: ['ours'] }], sink.urlOf);
  if (saved === undefined) throw new Error('no endpoint');
  endpoint = saved;
  sink.expect(endpoint.id, endpoint.secret);
  pause = sending.get(SendingPause);
  sending.start();
});

afterAll(async () => {
  await sending.stop();
  await sink.stop();
  await api.close();
  await world.close();
  await database.drop();
});

const publish = async (): Promise<PublishedAdvisory> => {
  const advisory = await world.publish({ vendors: ['ours'] });
  await sending.plan(advisory);
  return advisory;
};
const statusOf = async ({ id }: PublishedAdvisory) =>
  (await world.rows<{ status: string }>('SELECT status FROM deliveries.delivery WHERE advisory_id = $1 ORDER BY revision', [id])).map(
    ({ status }) => status,
  );
const moment = () => new Promise((resolve) => setTimeout(resolve, 1_500));

describe('a pause', () => {
  beforeEach(async () => {
    await world.rows(
      'UPDATE outbox.sending SET identity = NULL, timeline = NULL, watches_timeline = true, paused_at = NULL, reason = NULL',
    );
    await pause.notice(true);
  });

  it('holds every alert and every mail back until the operator lets them go, and loses none', async () => {
    expect(await pause.pause(OPERATOR)).toBe(true);
    expect(await pause.pause(OPERATOR)).toBe(false);
    const advisory = await publish();
    await world.rows(`INSERT INTO outbox.event (id, type, payload) VALUES ($1, 'account.mail_requested', '{}')`, [newId()]);
    sending.get(SendWebhooks).wake();
    await moment();
    expect(await statusOf(advisory)).toEqual(['pending']);
    expect((await sending.get(OutboxEvents).take(10)).map(({ type }) => type)).not.toContain('account.mail_requested');
    // The api may tell, and may not change it.
    expect(await api.get(SendingPause).state()).toEqual({ pauseReason: 'by_hand', pausedAt: expect.any(String) });
    await expect(api.get(SendingPause).resume(OPERATOR)).rejects.toThrow('this is no purpose of this role');
    expect(await pause.resume(OPERATOR)).toBe(true);
    await sending.settle();
    expect(await statusOf(advisory)).toEqual(['sent']);
    expect((await sending.get(OutboxEvents).take(10)).map(({ type }) => type)).toContain('account.mail_requested');
    expect(await pause.state()).toEqual({ pauseReason: null, pausedAt: null });
  });

  it.each([
    ['was restored elsewhere', { identity: '1/1' }, 'restored'],
    ['was recovered to a point in time', { timeline: '00000000' }, 'new_timeline'],
  ])('is there before anybody has noticed that the database %s', async (_, before, reason) => {
    const [column = '', value = ''] = Object.entries(before)[0] ?? [];
    await world.rows(`UPDATE outbox.sending SET ${column} = $1`, [value]);
    const advisory = await publish();
    sending.get(SendWebhooks).wake();
    await moment();
    expect(await statusOf(advisory)).toEqual(['pending']);
    expect(await pause.state()).toEqual({ pauseReason: reason, pausedAt: null });
    expect(await pause.notice(true)).toEqual({ pauseReason: reason, pausedAt: expect.any(String) });
    expect(await pause.resume(OPERATOR)).toBe(true);
    await sending.settle();
    expect(await statusOf(advisory)).toEqual(['sent']);
    expect(await pause.notice(true)).toEqual({ pauseReason: null, pausedAt: null });
  });

  it('lets no urgent alert go by mail instead, and begins its ten minutes anew when it is over', async () => {
    const sweep = sending.get(SweepDeliveries);
    expect(await pause.pause(OPERATOR)).toBe(true);
    const advisory = await world.publish({ vendors: ['ours'], severity: 3 });
    await sending.plan(advisory);
    const overdue = await world.rows("UPDATE deliveries.due SET fallback_due_at = now() - interval '1 minute' RETURNING delivery_id");
    expect(overdue).toHaveLength(1);
    expect(await sweep.execute()).toMatchObject({ fallbacks: 0 });
    expect(await pause.resume(OPERATOR)).toBe(true);
    expect(await sweep.execute()).toMatchObject({ fallbacks: 0 });
    await sending.settle();
    expect(await statusOf(advisory)).toEqual(['sent']);
  });

  it('does not follow the promotion of a replica where a cluster manager does that', async () => {
    await world.rows(`UPDATE outbox.sending SET timeline = '00000000'`);
    expect((await pause.notice(false)).pauseReason).toBeNull();
  });

  it('is on record with who asked for it', async () => {
    const rows = await world.rows<{ action: string }>(
      `SELECT DISTINCT action FROM audit.entry WHERE subject_type = 'sending' ORDER BY action`,
    );
    expect(rows.map(({ action }) => action)).toEqual(['deliveries:pause', 'deliveries:paused', 'deliveries:resume']);
  });
});

describe('forgetting', () => {
  const age = (advisory: PublishedAdvisory) =>
    world.rows(
      `WITH old AS (UPDATE deliveries.delivery SET created_at = created_at - interval '500 days', finished_at = finished_at - interval '500 days',
         first_attempt_at = first_attempt_at - interval '500 days' WHERE advisory_id = $1 RETURNING id)
       UPDATE deliveries.attempt a SET started_at = a.started_at - interval '500 days' FROM old WHERE a.delivery_id = old.id`,
      [advisory.id],
    );
  const attemptsOf = async ({ id }: PublishedAdvisory) =>
    world.rows('SELECT FROM deliveries.attempt a JOIN deliveries.delivery d ON d.id = a.delivery_id WHERE d.advisory_id = $1', [id]);

  it('takes what is old and no later alert asks for, and never what is pending', async () => {
    const first = await publish();
    await sending.settle();
    const second = await world.revise(first, { vendors: ['ours'] });
    await sending.plan(second);
    await sending.settle();
    const recent = await publish();
    await sending.settle();
    await pause.pause(OPERATOR);
    const pending = await publish();
    await world.rows(`UPDATE deliveries.delivery SET attempts = 1 WHERE advisory_id = '${pending.id}'`);
    await world.rows(`INSERT INTO deliveries.attempt (delivery_id, number, started_at, duration_ms, outcome)
      SELECT id, 1, now(), 1, 'retry' FROM deliveries.delivery WHERE advisory_id = '${pending.id}'`);
    for (const old of [first, pending]) await age(old);
    await world.rows(`INSERT INTO accounts.guess_count (key, points, expire) VALUES ('old', 1, 1000), ('lasting', 1, NULL),
      ('new', 1, (extract(epoch FROM now()) * 1000)::bigint)`);
    expect(await statusOf(first)).toEqual(['sent', 'sent']);

    expect(await sending.get(ForgetOldDeliveries).execute()).toEqual({ attempts: 2, deliveries: 1, guessCounts: 1 });
    // The newest of a published advisory stays: an update and a withdrawal go to whom it reached.
    expect(await statusOf(first)).toEqual(['sent']);
    expect(await attemptsOf(first)).toEqual([]);
    expect(await statusOf(recent)).toEqual(['sent']);
    expect(await attemptsOf(recent)).toHaveLength(1);
    expect(await statusOf(pending)).toEqual(['pending']);
    expect(await attemptsOf(pending)).toHaveLength(1);
    const keys = await world.rows<{ key: string }>('SELECT key FROM accounts.guess_count ORDER BY key');
    expect(keys.map(({ key }) => key)).toEqual(['lasting', 'new']);
    expect(await sending.get(ForgetOldDeliveries).execute()).toEqual({ attempts: 0, deliveries: 0, guessCounts: 0 });

    await pause.resume(OPERATOR);
    const withdrawn = await world.withdraw(second);
    expect((await sending.plan(withdrawn)).alerts).toBe(1);
    await sending.settle();
    await world.rows(`UPDATE advisories.advisory SET withdrawn_at = now() - interval '450 days' WHERE id = $1`, [first.id]);
    await age(first);
    await sending.get(ForgetOldDeliveries).execute();
    expect(await statusOf(first)).toEqual([]);
  });
});
