import { SendChallenge } from '#libs/deliveries';
import { Injectable } from '@nestjs/common';
import type { JobData } from '../queue/queue-connection.js';
import { EventWork } from './event-work.js';
import type { Processor } from './processor.js';

@Injectable()
export class SendChallengeProcessor implements Processor {
  readonly job = 'send-challenge';

  constructor(
    private readonly work: EventWork,
    private readonly sendChallenge: SendChallenge,
  ) {}

  async process(data: JobData): Promise<void> {
    await this.work.run(data, async (event, eventId) => {
      if (event.type === 'endpoint.challenge_requested') await this.sendChallenge.execute(eventId, event.endpointId);
    });
  }
}
