import type { Transaction } from '#libs/database';
import { Outbox } from '#libs/outbox';
import { Injectable } from '@nestjs/common';
import { ApplicationsRepository } from './applications.repository.js';
import { EmailLinks } from './links/email-links.js';

/** What an applicant gets by mail once the CERT has decided. */
@Injectable()
export class ApplicationAnswers {
  constructor(
    private readonly applications: ApplicationsRepository,
    private readonly links: EmailLinks,
    private readonly outbox: Outbox,
  ) {}

  /** The applicant becomes the organisation's administrator by following the link. */
  async invite(tx: Transaction, organisationId: string, invitedBy: string | undefined): Promise<void> {
    for (const applicant of await this.applications.applicantsOf(tx, organisationId)) {
      await this.links.request(tx, {
        purpose: 'invitation',
        ...applicant,
        organisationId,
        roles: ['member', 'organisation_admin'],
        ...(invitedBy === undefined ? {} : { invitedBy }),
      });
    }
  }

  /** Kept with its reason, and told. */
  async refuse(tx: Transaction, organisationId: string, reason: string, refusedBy: string): Promise<void> {
    const refusalId = await this.applications.refuse(tx, organisationId, reason, refusedBy);
    await this.outbox.append(tx, { type: 'account.mail_requested', mail: 'application_refused', refusalId });
  }
}
