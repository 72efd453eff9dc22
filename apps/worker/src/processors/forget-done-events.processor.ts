import { OutboxEvents } from '#libs/outbox';
import { Injectable } from '@nestjs/common';
import type { Processor } from './processor.js';

/** Long enough to look into what happened; an event that is done is needed by nobody but a challenge, which is tried for three days. */
const KEEP_DAYS = 14;

@Injectable()
export class ForgetDoneEventsProcessor implements Processor {
  readonly job = 'forget-done-events';

  constructor(private readonly events: OutboxEvents) {}

  async process(): Promise<void> {
    await this.events.forgetDone(KEEP_DAYS);
  }
}
