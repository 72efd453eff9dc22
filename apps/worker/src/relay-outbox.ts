import { OutboxEvents } from '#libs/outbox';
import { Injectable, Logger } from '@nestjs/common';
import { JOB_OF_EVENT } from './jobs.js';
import { codeOf } from './queue/job-workers.js';
import { JobQueues } from './queue/job-queues.js';

const BATCH_SIZE = 200;
/** What no notification told of, such as an event whose worker was killed, is found in this rhythm. */
const SWEEP_MS = 1_000;

/** Outbox rows → jobs, one each, under the id of the event. While the queue is away the events wait; nothing is lost. */
@Injectable()
export class RelayOutbox {
  private readonly logger = new Logger('relay');
  private timer: NodeJS.Timeout | undefined;
  private relaying: Promise<void> | undefined;
  private isWanted = false;
  private isQueueAway = false;

  constructor(
    private readonly events: OutboxEvents,
    private readonly queues: JobQueues,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.wake();
    }, SWEEP_MS);
    this.wake();
  }

  /** Something was written. */
  wake(): void {
    this.isWanted = true;
    this.relaying ??= this.relay().finally(() => {
      this.relaying = undefined;
    });
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.isWanted = false;
    await this.relaying;
  }

  private async relay(): Promise<void> {
    while (this.isWanted) {
      this.isWanted = false;
      try {
        const taken = await this.events.take(BATCH_SIZE);
        if (taken.length === 0) return;
        await this.handOver(taken.map(({ id, type }) => ({ job: JOB_OF_EVENT[type], id, eventId: id })));
        if (taken.length === BATCH_SIZE) this.isWanted = true;
      } catch (error) {
        // The events stay where they are; the next sweep tries again.
        this.logger.warn('could not relay', { code: codeOf(error) });
        return;
      }
    }
  }

  private async handOver(requests: Parameters<JobQueues['add']>[0]): Promise<void> {
    try {
      await this.queues.add(requests);
      if (this.isQueueAway) this.logger.log('the queue is back');
      this.isQueueAway = false;
    } catch (error) {
      await this.events.giveBack(requests.map(({ id }) => id));
      if (!this.isQueueAway) this.logger.error('the queue is away, events wait', { code: codeOf(error) });
      this.isQueueAway = true;
    }
  }
}
