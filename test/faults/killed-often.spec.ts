import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { PublishedAdvisory } from '../support/fan-out.js';
import type { Answer } from '../support/webhook-sink.js';
import { startWorkerProcess } from '../support/worker-process.js';
import type { WorkerProcess } from '../support/worker-process.js';
import { KillingGround, NOTHING_WRONG } from './killing-ground.js';

const MINUTE = 60_000;

let ground: KillingGround;

beforeAll(async () => {
  ground = await KillingGround.prepared();
});

afterAll(async () => {
  await ground.end();
});

describe('kill -9', () => {
  it(
    'thirty times, of two workers, with receivers that refuse, hang up and answer late, loses nothing',
    async () => {
      const KILLS = 30;
      const { world, sink, database } = ground;
      sink.answer(({ messageId, count }) => badAnswer(messageId, count));
      const endpoints = await ground.webhooks(400, 'many-small');
      const advisories: PublishedAdvisory[] = [];
      // The next of a place starts while the worker of the other place is at work.
      const workers: [Promise<WorkerProcess>, Promise<WorkerProcess>] = [startWorkerProcess(database), startWorkerProcess(database)];
      let kills = 0;
      while (kills < KILLS) {
        const victim = kills % 2 === 0 ? 0 : 1;
        const worker = await workers[victim];
        advisories.push(await world.publish({ vendors: ['many-small'] }));
        await somethingReceived(sink.receipts.length + ((kills * 137) % 300));
        await worker.kill();
        kills += 1;
        workers[victim] = startWorkerProcess(database);
      }
      // Faults heal; what is unfinished must come to an end by itself.
      sink.answer(() => ({ status: 204 }));
      try {
        await ground.drained();
      } finally {
        await Promise.all(workers.map(async (worker) => (await worker).kill()));
      }
      const verdict = await ground.verdictOn(advisories, endpoints);
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
    8 * MINUTE,
  );
});

/** Waits, for two seconds at most, until so many alerts have come: then others are under way, and what came of these is not written. */
async function somethingReceived(count: number): Promise<void> {
  const deadline = performance.now() + 2_000;
  while (ground.sink.receipts.length < count && performance.now() < deadline) await pause(5);
}

/** About one call in eight fails, each in its own way, after it was received; the same alert does not fail for ever. */
function badAnswer(messageId: string, count: number): Answer {
  const roll = (Number.parseInt(messageId.slice(-4), 16) + count * 7) % 64;
  if (roll < 3) return { status: 500 };
  if (roll < 5) return 'reset';
  if (roll < 7) return { status: 429, headers: { 'retry-after': '1' } };
  if (roll === 7) return { status: 302, headers: { location: 'http://127.0.0.1:1/' } };
  return { status: 204 };
}
