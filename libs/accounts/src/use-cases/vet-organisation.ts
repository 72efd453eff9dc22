import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { conflict, notFound } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { alreadyDone } from '../account.errors.js';
import { EmailLinks } from '../links/email-links.js';
import type { Language } from '../links/email-links.js';
import { authorizeLive } from '../live-actor.js';
import { OrganisationsRepository } from '../organisations.repository.js';
import { knownForm, readInput } from '../read-input.js';

const INPUT = z.strictObject({ organisationId: z.string('an id'), decision: z.enum(['approve', 'refuse'], 'approve or refuse') });

/**
 * The CERT decides about an application. Approved, which takes a proven domain (else DOMAIN_NOT_PROVEN), the organisation is active and its
 * applicant is invited as its administrator. Refused, it is kept as suspended. Throws WRONG_STATE where it was decided before.
 */
@Injectable()
export class VetOrganisation {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationsRepository,
    private readonly links: EmailLinks,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<void> {
    const { organisationId, decision } = readInput(INPUT, input);
    const id = knownForm(organisationId);
    await this.database.as(actor, async (tx) => {
      const live = authorizeLive(tx, actor, 'organisation:vet');
      const organisation = await this.organisations.findForUpdate(tx, id);
      if (!organisation) throw notFound();
      if (organisation.status !== 'applied') throw alreadyDone('This application has been decided.');
      if (decision === 'approve') await this.approve(tx, id, live.personId);
      else await this.organisations.setStatus(tx, id, 'suspended');
      await this.audit.append(tx, actor, {
        action: 'organisation:vet',
        subjectType: 'organisation',
        subjectId: id,
        organisationId: id,
        detail: { decision },
      });
    });
  }

  private async approve(tx: Transaction, organisationId: string, invitedBy: string | undefined): Promise<void> {
    const domains = await this.organisations.domainsOf(tx, organisationId);
    if (!domains.some((domain) => domain.verified_at !== null))
      throw conflict('DOMAIN_NOT_PROVEN', 'The organisation has not proven a domain yet.');
    await this.organisations.setStatus(tx, organisationId, 'active');
    const applicants = await tx.query<{ email: string; name: string; language: Language }>(
      `SELECT email, name, language FROM accounts.email_link WHERE purpose = 'application' AND organisation_id = $1`,
      [organisationId],
    );
    for (const applicant of applicants) {
      await this.links.request(tx, {
        purpose: 'invitation',
        ...applicant,
        organisationId,
        roles: ['member', 'organisation_admin'],
        ...(invitedBy === undefined ? {} : { invitedBy }),
      });
    }
  }
}
