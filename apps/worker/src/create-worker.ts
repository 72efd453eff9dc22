import type { Config } from '#libs/config';
import { Listener } from '#libs/database';
import { SendEmails, SendWebhooks } from '#libs/deliveries';
import { ShipGuidance } from '#libs/guidance';
import { Logger } from '@nestjs/common';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { makeLog, nestLog } from './operations/log.js';
import { WorkerServer } from './operations/worker-server.js';
import { prepareQueue } from './queue/prepare-queue.js';
import { JobQueues } from './queue/job-queues.js';
import { JobWorkers } from './queue/job-workers.js';
import { RelayOutbox } from './relay-outbox.js';
import { RunSchedules } from './run-schedules.js';
import { WorkerModule } from './worker.module.js';

export interface RunningWorker {
  /** Takes nothing new, waits at most 15 s for what is under way, and ends. */
  stop(): Promise<void>;
}

/** What is under way may take this long to end: the whole of a send. */
const DRAIN_MS = 15_000;

/** A worker, at work. Throws where a job has no processor or two, and `QueueNotFit`. */
export async function createWorker(config: Config): Promise<RunningWorker> {
  // Before anything connects to the queue: a connection that finds no tables does not look again.
  const warnings = await prepareQueue(config);
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest declares its options as a class and takes a literal.
  const context = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), {
    logger: nestLog(makeLog(config)),
    abortOnError: false,
  });
  try {
    const logger = new Logger('worker');
    for (const warning of warnings) logger.warn(warning);
    await start(context);
    logger.log(`at work, queue on ${config.redisUrl === undefined ? 'PostgreSQL' : 'Redis'}`);
  } catch (error) {
    await context.close();
    throw error;
  }
  return { stop: () => stop(context) };
}

async function start(context: INestApplicationContext): Promise<void> {
  const relay = context.get(RelayOutbox);
  const senders = [context.get(SendWebhooks), context.get(SendEmails)];
  const listener = context.get(Listener);
  const wakeAll = () => {
    relay.wake();
    for (const sender of senders) sender.wake();
  };
  listener.on('harbourlight_outbox', () => {
    relay.wake();
  });
  listener.on('harbourlight_deliveries', () => {
    for (const sender of senders) sender.wake();
  });
  listener.onReconnect(wakeAll);
  await context.get(ShipGuidance).execute();
  await listener.start();
  context.get(JobWorkers).start();
  relay.start();
  for (const sender of senders) sender.start();
  context.get(RunSchedules).start();
  await context.get(WorkerServer).start();
}

async function stop(context: INestApplicationContext): Promise<void> {
  context.get(WorkerServer).drain();
  await Promise.all([context.get(RelayOutbox).stop(), context.get(RunSchedules).stop(), context.get(Listener).close()]);
  await Promise.all([context.get(SendWebhooks).stop(DRAIN_MS), context.get(SendEmails).stop(DRAIN_MS), context.get(JobWorkers).close()]);
  await context.get(JobQueues).close();
  await context.get(WorkerServer).close();
  await context.close();
}
