import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { startWorkerProcess } from '../support/worker-process.js';
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
    'of the worker in the middle of a fan-out of 5,000 loses nothing, and no alert gets a second id',
    async () => {
      const { world, sink, database } = ground;
      sink.answer(() => ({ status: 204 }));
      const endpoints = await ground.webhooks(5_000, 'one-big');
      let worker = await startWorkerProcess(database);
      const advisory = await world.publish({ vendors: ['one-big'] });
      while (sink.receipts.length < 400) await pause(1);
      await worker.kill();
      const atTheKill = sink.receipts.length;
      await ground.leasesEnd();
      worker = await startWorkerProcess(database);
      try {
        await ground.drained();
      } finally {
        await worker.kill();
      }
      const verdict = await ground.verdictOn([advisory], endpoints);
      expect(atTheKill).toBeLessThan(5_000);
      expect(verdict).toMatchObject(NOTHING_WRONG);
      expect(verdict.received).toBe(5_000);
      expect(verdict.repeated).toBeLessThan(5_000 * 0.2 * 2);
    },
    3 * MINUTE,
  );
});
