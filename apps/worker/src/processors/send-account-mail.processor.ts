import { SendAccountMail } from '#libs/deliveries';
import { Injectable } from '@nestjs/common';
import type { JobData } from '../queue/queue-connection.js';
import { EventWork } from './event-work.js';
import type { Processor } from './processor.js';

@Injectable()
export class SendAccountMailProcessor implements Processor {
  readonly job = 'send-account-mail';

  constructor(
    private readonly work: EventWork,
    private readonly sendAccountMail: SendAccountMail,
  ) {}

  async process(data: JobData): Promise<void> {
    await this.work.run(data, async (event, eventId) => {
      if (event.type === 'account.mail_requested') await this.sendAccountMail.execute(eventId, event);
    });
  }
}
