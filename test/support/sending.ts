import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Test } from '@nestjs/testing';
import type { Type } from '@nestjs/common';
import { readConfig } from '#libs/config';
import { PlatformModule } from '#libs/database';
import { DeliveriesModule, PlanDeliveries, SendEmails, SendingModule, SendWebhooks } from '#libs/deliveries';
import { OutboxEvents, OutboxModule } from '#libs/outbox';
import { RenditionsModule } from '#libs/renditions';
import type { FanOut, PublishedAdvisory } from './fan-out.js';
import type { TestDatabase } from './test-database.js';

export interface Sending {
  get<Service>(type: Type<Service>): Service;
  /** Plans one published change, as the worker does with its event, with so many wishes in a transaction. */
  plan(
    advisory: PublishedAdvisory,
    batchSize?: number,
  ): Promise<{ readonly alerts: number; readonly written: number; readonly items: number; readonly superseded: number }>;
  start(): void;
  /** Waits until nothing is due and nothing is held. Bounded. */
  settle(withinMs?: number): Promise<void>;
  stop(): Promise<void>;
}

interface SendingOptions {
  readonly smtpUrl?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The sending part of a worker inside the test's own process, with the worker's role. */
export async function startSending(database: TestDatabase, world: FanOut, options: SendingOptions = {}): Promise<Sending> {
  const dataDir = mkdtempSync(join(tmpdir(), 'harbourlight-sending-'));
  const config = readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: database.workerUrl,
    SECRET_KEY: database.secretKey,
    ALLOW_LOOPBACK_WEBHOOKS: 'true',
    DATA_DIR: dataDir,
    SMTP_URL: options.smtpUrl,
    ...options.environment,
  });
  const module = await Test.createTestingModule({
    imports: [PlatformModule.forRoot(config, 'test-worker'), OutboxModule, DeliveriesModule, RenditionsModule.forRoot(), SendingModule],
  }).compile();
  const webhooks = module.get(SendWebhooks);
  const emails = module.get(SendEmails);
  const events = module.get(OutboxEvents);
  return {
    get: (type) => module.get(type, { strict: false }),
    plan: async ({ eventId }, batchSize) => {
      const stored = await events.waiting(eventId);
      if (stored === undefined || !stored.event.type.startsWith('advisory.')) throw new Error('there is no such change to plan');
      const report = await module.get(PlanDeliveries).execute(stored.event as Parameters<PlanDeliveries['execute']>[0], batchSize);
      await events.done(eventId);
      return report;
    },
    start: () => {
      webhooks.start();
      emails.start();
    },
    settle: async (withinMs = 20_000) => {
      const deadline = performance.now() + withinMs;
      for (;;) {
        webhooks.wake();
        emails.wake();
        const [due] = await world.rows<{ count: number }>(
          'SELECT ((SELECT count(*) FROM deliveries.due WHERE next_attempt_at <= now()) + (SELECT count(*) FROM deliveries.claim))::int AS count',
        );
        if (due?.count === 0 && webhooks.heldCount + emails.heldCount === 0) return;
        if (performance.now() > deadline) throw new Error(`${due?.count ?? 0} deliveries are still due`);
        await pause(20);
      }
    },
    stop: async () => {
      await Promise.all([webhooks.stop(5_000), emails.stop(5_000)]);
      await module.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
