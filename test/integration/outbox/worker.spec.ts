import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { FanOut } from '../../support/fan-out.js';
import { startMailSink } from '../../support/mail-sink.js';
import type { MailSink } from '../../support/mail-sink.js';
import { describeWithRedis, startTestRedis } from '../../support/redis.js';
import { testDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';
import { startWebhookSink } from '../../support/webhook-sink.js';
import type { WebhookSink } from '../../support/webhook-sink.js';
import { startWorkerProcess } from '../../support/worker-process.js';
import type { WorkerProcess } from '../../support/worker-process.js';

let database: TestDatabase;
let world: FanOut;
let hooks: WebhookSink;
let mails: MailSink;

beforeAll(async () => {
  database = await testDatabase();
  world = await FanOut.in(database);
  hooks = await startWebhookSink();
  mails = await startMailSink();
});

afterAll(async () => {
  await hooks.stop();
  await mails.stop();
  await world.close();
  await database.drop();
});

async function until(what: string, holds: () => boolean | Promise<boolean>, withinMs = 15_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await pause(20);
  }
}

async function anAudience(vendor: string) {
  const [organisationId] = await world.organisations(1);
  const [hook, mail] = await world.endpoints(
    [
      { organisationId, vendors: [vendor] },
      { organisationId, vendors: [vendor], channel: 'email' },
    ],
    hooks.urlOf,
  );
  if (hook === undefined || mail === undefined) throw new Error('no endpoints');
  hooks.expect(hook.id, hook.secret);
  return { hook, mail };
}

function worksFromEventToAlert(worker: () => WorkerProcess, vendor: string): void {
  it('turns a published advisory into a call and a mail, without waiting for the sweep of every minute', async () => {
    const { hook, mail } = await anAudience(vendor);
    const startedAt = performance.now();
    const advisory = await world.publish({ vendors: [vendor], title: 'Found by machine' });
    await until('the call', () => hooks.receipts.some(({ endpoint, isValid }) => endpoint === hook.id && isValid));
    await until('the mail', () => mails.mails.some(({ envelopeTo }) => envelopeTo[0] === mail.address));
    expect(performance.now() - startedAt).toBeLessThan(30_000);
    const found = mails.mails.find(({ envelopeTo }) => envelopeTo[0] === mail.address);
    expect(found?.mail.subject).toBe(`[TLP:CLEAR] ${advisory.trackingId} High: Found by machine`);
    await until('the event is done', async () => {
      const [event] = await world.rows<{ done: boolean }>('SELECT done_at IS NOT NULL AS done FROM outbox.event WHERE id = $1', [
        advisory.eventId,
      ]);
      return event?.done === true;
    });
  });

  it('tells how it is and what waits', async () => {
    const metrics = async () => (await fetch(`http://127.0.0.1:${worker().port}/metrics`)).text();
    await until('nothing waits', async () => (await metrics()).includes('harbourlight_delivery_pending{channel="webhook"} 0'));
    const text = await metrics();
    expect(text).toMatch(/harbourlight_delivery_outcomes\{channel="webhook",outcome="sent"\} [1-9]/);
  });

  it('says nothing of content, addresses or secrets in its log', () => {
    const output = worker().output();
    expect(output).toContain('2 alerts');
    for (const word of ['Found by machine', 'whsec_', '@mail-', '/hooks/', 'postgres://']) expect(output).not.toContain(word);
  });

  it('ends by itself when it is asked to', async () => {
    expect(await worker().stop()).toBe(0);
  });
}

describe('a worker with its queue on PostgreSQL', () => {
  let worker: WorkerProcess;
  beforeAll(async () => {
    worker = await startWorkerProcess(database, { smtpUrl: mails.url });
  });
  afterAll(async () => worker.kill());

  worksFromEventToAlert(() => worker, 'postgresql-vendor');
});

describeWithRedis('a worker with its queue on Redis', () => {
  let worker: WorkerProcess;
  let stopRedis: () => Promise<void>;
  beforeAll(async () => {
    const redis = await startTestRedis();
    stopRedis = redis.stop;
    worker = await startWorkerProcess(database, { smtpUrl: mails.url, redisUrl: redis.url });
  });
  afterAll(async () => {
    await worker.kill();
    await stopRedis();
  });

  worksFromEventToAlert(() => worker, 'redis-vendor');
});

describe('two workers', () => {
  it('share the work, and nobody is told twice', async () => {
    const workers = await Promise.all([startWorkerProcess(database), startWorkerProcess(database)]);
    try {
      const organisations = await world.organisations(20);
      const endpoints = await world.endpoints(
        Array.from({ length: 600 }, (_, n) => ({ organisationId: organisations[n % 20] ?? '', vendors: ['shared-vendor'] })),
        hooks.urlOf,
      );
      for (const { id, secret } of endpoints) hooks.expect(id, secret);
      const ids = new Set(endpoints.map(({ id }) => id));
      const receipts = () => hooks.receipts.filter(({ endpoint }) => ids.has(endpoint));
      await world.publish({ vendors: ['shared-vendor'] });
      await world.publish({ vendors: ['shared-vendor'] });
      await until('all calls', () => receipts().length >= 1_200);
      // Longer than a result needs to be written: a second call would have come by now.
      await pause(1_500);
      expect(receipts()).toHaveLength(1_200);
      expect(new Set(receipts().map(({ messageId }) => messageId)).size).toBe(1_200);
      expect(receipts().every(({ isValid }) => isValid)).toBe(true);
    } finally {
      await Promise.all(workers.map((worker) => worker.kill()));
    }
  });
});

describeWithRedis('when the queue goes away', () => {
  it('events wait in the outbox, and are worked on when it is back', async () => {
    const redis = await startTestRedis();
    const worker = await startWorkerProcess(database, { smtpUrl: mails.url, redisUrl: redis.url });
    try {
      await redis.stop();
      const { hook } = await anAudience('patient-vendor');
      const advisory = await world.publish({ vendors: ['patient-vendor'] });
      await pause(1_500);
      expect(hooks.receipts.filter(({ endpoint }) => endpoint === hook.id)).toEqual([]);
      const [event] = await world.rows<{ done_at: string | null }>('SELECT done_at FROM outbox.event WHERE id = $1', [advisory.eventId]);
      expect(event?.done_at).toBeNull();
      await worker.kill();
      // Another worker, with a queue that knows nothing: what is unfinished stands in the database.
      const other = await startWorkerProcess(database, { smtpUrl: mails.url });
      try {
        await until('the call', () => hooks.receipts.some(({ endpoint }) => endpoint === hook.id));
      } finally {
        await other.kill();
      }
    } finally {
      await worker.kill();
    }
  });
});
