import { Inject, Injectable, Logger } from '@nestjs/common';
import { JOB_NAMES, QUEUE_NAMES, QUEUES } from '../jobs.js';
import type { JobName } from '../jobs.js';
import { PROCESSORS } from '../processors/processor.js';
import type { Processor } from '../processors/processor.js';
import { QUEUE_CONNECTION } from './job-queues.js';
import type { JobData, JobWorker, QueueConnection } from './queue-connection.js';

/** The job of a killed worker is taken over after this time at the latest: its lock has run out and somebody has looked. */
const TAKE_OVER = { lockDuration: 6_000, stalledInterval: 2_000 } as const;
/** BullMQ gives up a job whose worker was killed more often than this, whatever its attempts say. Two crashes must not lose an alert. */
const MAX_STALLED = 1_000_000;

/** Takes jobs from the queues and gives each to its one processor. */
@Injectable()
export class JobWorkers {
  private readonly logger = new Logger('jobs');
  private readonly processors: ReadonlyMap<JobName, Processor>;
  private workers: readonly JobWorker[] = [];

  /** Throws on a job without a processor, or with two. */
  constructor(
    @Inject(QUEUE_CONNECTION) private readonly connection: QueueConnection,
    @Inject(PROCESSORS) processors: readonly Processor[],
  ) {
    this.processors = oneForEach(processors);
  }

  start(): void {
    this.workers = QUEUE_NAMES.map((name) =>
      this.connection.openWorker(name, (job) => this.run(job.name, job.data), {
        ...TAKE_OVER,
        maxStalledCount: MAX_STALLED,
        concurrency: QUEUES[name].concurrency,
      }),
    );
  }

  /** Runs one job here and now. A throw means that it is to be tried again. */
  async run(name: string, data: JobData): Promise<void> {
    const job = JOB_NAMES.find((known) => known === name);
    const processor = job && this.processors.get(job);
    if (processor === undefined) {
      this.logger.error('a job of an unknown name was thrown away');
      return;
    }
    try {
      await processor.process(data);
    } catch (error) {
      this.logger.warn(`${processor.job} failed`, { code: codeOf(error) });
      throw error;
    }
  }

  /** Takes no more and waits for what is under way. */
  async close(): Promise<void> {
    await Promise.allSettled(this.workers.map((worker) => worker.close()));
  }
}

export function oneForEach(processors: readonly Processor[]): ReadonlyMap<JobName, Processor> {
  for (const name of JOB_NAMES) {
    const count = processors.filter(({ job }) => job === name).length;
    if (count !== 1) throw new Error(`the job "${name}" has ${count} processors; it must have one`);
  }
  return new Map(processors.map((processor) => [processor.job, processor]));
}

/** The name or code of an error: its text may quote content. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
