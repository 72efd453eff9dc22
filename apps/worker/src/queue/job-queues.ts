import { Inject, Injectable } from '@nestjs/common';
import { JOBS, QUEUE_NAMES } from '../jobs.js';
import type { JobName, QueueName } from '../jobs.js';
import type { JobQueue, QueueConnection } from './queue-connection.js';

/** Where Nest finds the QueueConnection. */
export const QUEUE_CONNECTION = Symbol('QUEUE_CONNECTION');

export interface JobRequest {
  readonly job: JobName;
  /** A second job with the same id is ignored while the queue knows the first. */
  readonly id: string;
  readonly eventId?: string;
  /** How long the queue is to remember the id after the job is done; not at all unless told. */
  readonly rememberSeconds?: number;
}

/** What is handed to the queue. It is a wake-up and never the truth: what it loses is handed over again. */
@Injectable()
export class JobQueues {
  private readonly queues: ReadonlyMap<QueueName, JobQueue>;

  constructor(@Inject(QUEUE_CONNECTION) connection: QueueConnection) {
    this.queues = new Map(QUEUE_NAMES.map((name) => [name, connection.openQueue(name)]));
  }

  /** Throws where the queue is away; then none or some were taken, and all may be handed over again. */
  async add(requests: readonly JobRequest[]): Promise<void> {
    for (const [name, queue] of this.queues) {
      const jobs = requests.filter(({ job }) => JOBS[job].queue === name).map(toJob);
      if (jobs.length > 0) await queue.add(jobs);
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.queues.values()].map((queue) => queue.close()));
  }
}

function toJob({ job, id, eventId, rememberSeconds }: JobRequest) {
  const { attempts, backoffMs } = JOBS[job];
  return {
    name: job,
    data: eventId === undefined ? {} : { eventId },
    opts: {
      jobId: id,
      attempts,
      backoff: { type: 'exponential', delay: backoffMs },
      removeOnComplete: rememberSeconds === undefined ? true : { age: rememberSeconds },
      removeOnFail: true,
      stackTraceLimit: 0,
    },
  };
}
