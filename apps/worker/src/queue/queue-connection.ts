import type { Config } from '#libs/config';
import { createPostgresBackend, Queue, withBackend, Worker } from 'bullmq';
import type { BulkJobOptions } from 'bullmq';

/** What a job carries: nothing but an id. */
export interface JobData {
  readonly eventId?: string;
}

export interface NewJob {
  readonly name: string;
  readonly data: JobData;
  readonly opts: BulkJobOptions;
}

export interface WorkerTuning {
  readonly concurrency: number;
  readonly lockDuration: number;
  readonly stalledInterval: number;
  readonly maxStalledCount: number;
}

export interface JobQueue {
  /** Jobs with an id that the queue still has are left as they are. Throws where the queue is away. */
  add(jobs: readonly NewJob[]): Promise<void>;
  close(): Promise<void>;
}

export interface JobWorker {
  close(): Promise<void>;
}

export type ProcessJob = (job: { readonly name: string; readonly data: JobData }) => Promise<void>;

/** How queues and workers are opened: on Redis where there is one, else in the schema `bullmq` of the database. */
export interface QueueConnection {
  readonly kind: 'redis' | 'postgresql';
  openQueue(name: string): JobQueue;
  openWorker(name: string, process: ProcessJob, tuning: WorkerTuning): JobWorker;
}

/** All queues of one installation are in one slot of a Redis Cluster. */
const PREFIX = '{harbourlight}';

/** `onError` hears of connections that are lost; both sides find their way back by themselves. */
export function queueConnection(config: Config, onError: (error: Error) => void): QueueConnection {
  return config.redisUrl === undefined ? onPostgres(config.databaseUrl, onError) : onRedis(config.redisUrl, onError);
}

function onRedis(url: string, onError: (error: Error) => void): QueueConnection {
  // Without a queue in front of the connection the relay hears at once that Redis is away, and its events go on waiting in the outbox.
  const producer = { url, enableOfflineQueue: false, maxRetriesPerRequest: 1 };
  const consumer = { url, maxRetriesPerRequest: null };
  return {
    kind: 'redis',
    openQueue: (name) => {
      const queue = new Queue<JobData>(name, { connection: producer, prefix: PREFIX });
      queue.on('error', onError);
      return { add: (jobs) => queue.addBulk([...jobs]).then(() => undefined), close: () => queue.close() };
    },
    openWorker: (name, process, tuning) => {
      const worker = new Worker<JobData, void>(name, process, { connection: consumer, prefix: PREFIX, ...tuning });
      worker.on('error', onError);
      return { close: () => worker.close() };
    },
  };
}

function onPostgres(connectionString: string, onError: (error: Error) => void): QueueConnection {
  const postgres = withBackend(createPostgresBackend);
  // What a crash of the server may lose of the last moments is handed over again by the relay: the outbox is the truth.
  const connection = { connectionString, max: 2, options: '-c synchronous_commit=off', application_name: 'harbourlight-queue' };
  return {
    kind: 'postgresql',
    openQueue: (name) => {
      const queue = new postgres.Queue<JobData>(name, { connection });
      queue.on('error', onError);
      return {
        // Not in bulk: that makes temporary tables, which this role may not.
        add: async (jobs) => {
          for (const { name: job, data, opts } of jobs) await queue.add(job, data, opts);
        },
        close: () => queue.close(),
      };
    },
    openWorker: (name, process, tuning) => {
      const worker = new postgres.Worker<JobData, void>(name, process, { connection, ...tuning });
      worker.on('error', onError);
      return { close: () => worker.close() };
    },
  };
}
