import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { alreadyDone } from '../account.errors.js';
import { ApplicationsRepository } from '../applications.repository.js';
import { EmailLinks } from '../links/email-links.js';
import { authorizeLive } from '../live-actor.js';
import { OrganisationsRepository } from '../organisations.repository.js';
import { knownForm, readInput } from '../read-input.js';

const INPUT = z.strictObject({ organisationId: z.string('an id') });

/**
 * Takes a refused application up again: it waits as if it had just come in, a domain that is not proven is still to be proven, and the applicant is
 * sent a new link. Throws WRONG_STATE unless it was refused.
 */
@Injectable()
export class ReconsiderApplication {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationsRepository,
    private readonly applications: ApplicationsRepository,
    private readonly links: EmailLinks,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<void> {
    const id = knownForm(readInput(INPUT, input).organisationId);
    await this.database.as(actor, async (tx) => {
      authorizeLive(tx, actor, 'organisation:vet');
      const organisation = await this.organisations.findForUpdate(tx, id);
      if (!organisation) throw notFound();
      if (organisation.status !== 'refused') throw alreadyDone(`The organisation is ${organisation.status}.`);
      await this.organisations.setStatus(tx, id, 'applied');
      for (const applicant of await this.applications.applicantsOf(tx, id))
        await this.links.request(tx, { purpose: 'application', ...applicant, organisationId: id });
      await this.audit.append(tx, actor, {
        action: 'organisation:reconsider',
        subjectType: 'organisation',
        subjectId: id,
        organisationId: id,
      });
    });
  }
}
