import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { FanOut } from '../support/fan-out.js';
import type { PublishedAdvisory, SavedEndpoint } from '../support/fan-out.js';
import { testDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';
import { checkTotalQueue } from '../support/total-queue.js';
import type { DeliveryRow, ExpectedAlert, Verdict } from '../support/total-queue.js';
import { startWebhookSink } from '../support/webhook-sink.js';
import type { Answer, WebhookSink } from '../support/webhook-sink.js';
import { startWorkerProcess } from '../support/worker-process.js';
import type { WorkerProcess } from '../support/worker-process.js';

const MINUTE = 60_000;

let database: TestDatabase;
let world: FanOut;
let sink: WebhookSink;
let organisations: string[];

beforeAll(async () => {
  database = await testDatabase();
  world = await FanOut.in(database);
  sink = await startWebhookSink();
  organisations = await world.organisations(50);
});

afterAll(async () => {
  await sink.stop();
  await world.close();
  await database.drop();
});

async function webhooks(count: number, vendor: string): Promise<SavedEndpoint[]> {
  const specs = Array.from({ length: count }, (_, n) => ({
    organisationId: organisations[n % organisations.length] ?? '',
    vendors: [vendor],
  }));
  const endpoints = await world.endpoints(specs, sink.urlOf);
  for (const { id, secret } of endpoints) sink.expect(id, secret);
  return endpoints;
}

function expectedOf(advisories: readonly PublishedAdvisory[], endpoints: readonly SavedEndpoint[]): ExpectedAlert[] {
  return advisories.flatMap(({ id, revision }) => endpoints.map((endpoint) => ({ advisoryId: id, revision, endpointId: endpoint.id })));
}

async function verdictOn(advisories: readonly PublishedAdvisory[], endpoints: readonly SavedEndpoint[]): Promise<Verdict> {
  const ids = advisories.map(({ id }) => id);
  const rows = await world.rows<DeliveryRow>(
    `SELECT message_id AS "messageId", advisory_id AS "advisoryId", revision, endpoint_id AS "endpointId", status FROM deliveries.delivery WHERE advisory_id = ANY ($1)`,
    [ids],
  );
  const receipts = sink.receipts.flatMap(({ messageId, endpoint, body, bodyHash, isValid }) => {
    const { data } = JSON.parse(body) as { data: { id: string; revision: number } };
    return ids.includes(data.id)
      ? [{ messageId, endpointId: endpoint, advisoryId: data.id, revision: data.revision, bodyHash, isValid }]
      : [];
  });
  return checkTotalQueue(expectedOf(advisories, endpoints), rows, receipts);
}

/** Waits by progress and not by a fixed time: gives up only when nothing has moved for 40 s, which is longer than any lease. */
async function drained(): Promise<void> {
  let last = '';
  let movedAt = performance.now();
  for (;;) {
    // Time passes: what waits for another try is due.
    await world.rows('UPDATE deliveries.due SET next_attempt_at = now() WHERE next_attempt_at > now() AND lease_until IS NULL');
    const [state] = await world.rows<{ due: number; events: number }>(
      'SELECT (SELECT count(*) FROM deliveries.due)::int AS due, (SELECT count(*) FROM outbox.event WHERE done_at IS NULL)::int AS events',
    );
    if (state?.due === 0 && state.events === 0) return;
    const now = `${JSON.stringify(state)} ${sink.receipts.length}`;
    if (now !== last) movedAt = performance.now();
    if (performance.now() - movedAt > 40_000) throw new Error(`nothing moves any more: ${now}`);
    last = now;
    await pause(200);
  }
}

const NOTHING_WRONG = { lost: [], ghosts: [], wrong: [], falseDone: [], unrecognisable: [], unsigned: [], stuck: [] };

describe('kill -9', () => {
  it(
    'of the worker in the middle of a fan-out of 5,000 loses nothing, and no alert gets a second id',
    async () => {
      sink.answer(() => ({ status: 204 }));
      const endpoints = await webhooks(5_000, 'one-big');
      let worker = await startWorkerProcess(database);
      const before = sink.receipts.length;
      const advisory = await world.publish({ vendors: ['one-big'] });
      while (sink.receipts.length - before < 400) await pause(1);
      await worker.kill();
      const atTheKill = sink.receipts.length - before;
      worker = await startWorkerProcess(database);
      try {
        await drained();
      } finally {
        await worker.kill();
      }
      const verdict = await verdictOn([advisory], endpoints);
      expect(atTheKill).toBeLessThan(5_000);
      expect(verdict).toMatchObject(NOTHING_WRONG);
      expect(verdict.received).toBe(5_000);
      expect(verdict.repeated).toBeLessThan(5_000 * 0.2 * 2);
    },
    3 * MINUTE,
  );

  it(
    'thirty times, of two workers, with receivers that refuse, hang up and answer late, loses nothing',
    async () => {
      const KILLS = 30;
      sink.answer(({ messageId, count }) => badAnswer(messageId, count));
      const endpoints = await webhooks(400, 'many-small');
      const advisories: PublishedAdvisory[] = [];
      const workers: WorkerProcess[] = await Promise.all([startWorkerProcess(database), startWorkerProcess(database)]);
      let kills = 0;
      while (kills < KILLS) {
        advisories.push(await world.publish({ vendors: ['many-small'] }));
        await pause(50 + ((kills * 137) % 400));
        const victim = kills % 2;
        await workers[victim]?.kill();
        kills += 1;
        workers[victim] = await startWorkerProcess(database);
      }
      // Faults heal; what is unfinished must come to an end by itself.
      sink.answer(() => ({ status: 204 }));
      try {
        await drained();
      } finally {
        await Promise.all(workers.map((worker) => worker.kill()));
      }
      const verdict = await verdictOn(advisories, endpoints);
      expect({ ...verdict, repeated: undefined, received: undefined }).toEqual({
        ...NOTHING_WRONG,
        repeated: undefined,
        received: undefined,
      });
      // Floors: a run in which nothing happened proves nothing.
      expect(kills).toBeGreaterThanOrEqual(30);
      expect(verdict.received).toBe(advisories.length * endpoints.length);
      expect(verdict.received).toBeGreaterThanOrEqual(10_000);
      expect(verdict.repeated).toBeGreaterThan(0);
    },
    5 * MINUTE,
  );
});

/** About one call in eight fails, each in its own way, after it was received; the same alert does not fail for ever. */
function badAnswer(messageId: string, count: number): Answer {
  const roll = (Number.parseInt(messageId.slice(-4), 16) + count * 7) % 64;
  if (roll < 3) return { status: 500 };
  if (roll < 5) return 'reset';
  if (roll < 7) return { status: 429, headers: { 'retry-after': '1' } };
  if (roll === 7) return { status: 302, headers: { location: 'http://127.0.0.1:1/' } };
  return { status: 204 };
}
