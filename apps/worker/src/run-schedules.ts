import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Clock } from '#libs/core';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { JobName } from './jobs.js';
import { JobQueues } from './queue/job-queues.js';
import { codeOf, JobWorkers } from './queue/job-workers.js';
import { SCHEDULES } from './schedules.js';

const TICK_MS = 1_000;

/**
 * Each worker has a clock; the id of a job is its slot of time, so the queue lets one through. No schedule is kept in the queue, so none is lost with
 * it, and while the queue is away every worker does the work itself: all of it may run several times at once.
 */
@Injectable()
export class RunSchedules {
  private readonly logger = new Logger('schedules');
  private readonly lastSlot = new Map<JobName, number>();
  private timer: NodeJS.Timeout | undefined;
  private running = new Set<Promise<void>>();

  constructor(
    private readonly queues: JobQueues,
    private readonly workers: JobWorkers,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.tick();
    }, TICK_MS);
    this.tick();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.allSettled(this.running);
  }

  private tick(): void {
    const nowSeconds = Math.floor(this.clock.nowMs() / 1_000);
    for (const { job, everySeconds, onlyWith } of SCHEDULES) {
      if (onlyWith !== undefined && !this.config[onlyWith]) continue;
      const slot = Math.floor(nowSeconds / everySeconds);
      if (this.lastSlot.get(job) === slot) continue;
      this.lastSlot.set(job, slot);
      const run = this.begin(job, slot, everySeconds).finally(() => this.running.delete(run));
      this.running.add(run);
    }
  }

  private async begin(job: JobName, slot: number, everySeconds: number): Promise<void> {
    try {
      await this.queues.add([{ job, id: `${job}-${slot}`, rememberSeconds: 2 * everySeconds }]);
    } catch {
      await this.workers.run(job, {}).catch((error: unknown) => {
        this.logger.error(`${job} failed without the queue`, { code: codeOf(error) });
      });
    }
  }
}
