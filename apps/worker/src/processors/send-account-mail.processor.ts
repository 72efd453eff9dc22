import { SendAccountMail } from '#libs/deliveries';
import type { MailRequest } from '#libs/deliveries';
import { INCIDENT_MAILS, SendIncidentMail } from '#libs/incidents';
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
    private readonly sendIncidentMail: SendIncidentMail,
  ) {}

  async process(data: JobData): Promise<void> {
    await this.work.run(data, async (event, eventId) => {
      if (event.type === 'account.mail_requested') await this.send(eventId, event);
    });
  }

  private async send(eventId: string, request: MailRequest): Promise<void> {
    const incidentMail = INCIDENT_MAILS.find((mail) => mail === request.mail);
    if (incidentMail === undefined || request.sealedToken === undefined) await this.sendAccountMail.execute(eventId, request);
    else await this.sendIncidentMail.execute(eventId, incidentMail, request.sealedToken);
  }
}
