import { OutboxEvents } from '#libs/outbox';
import type { OutboxEvent } from '#libs/outbox';
import { Injectable } from '@nestjs/common';
import { codeOf } from '../queue/job-workers.js';
import type { JobData } from '../queue/queue-connection.js';

/** The frame around the work of an event: an event is done when its work is durable, and not before. */
@Injectable()
export class EventWork {
  constructor(private readonly events: OutboxEvents) {}

  async run({ eventId }: JobData, work: (event: OutboxEvent, eventId: string) => Promise<void>): Promise<void> {
    const stored = eventId === undefined ? undefined : await this.events.waiting(eventId);
    if (stored === undefined) return;
    try {
      await work(stored.event, stored.id);
    } catch (error) {
      await this.events.failed(stored.id, codeOf(error));
      throw error;
    }
    await this.events.done(stored.id);
  }
}
