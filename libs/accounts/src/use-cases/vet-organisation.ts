import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { conflict, notFound } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { alreadyDone, notAllowed } from '../account.errors.js';
import { ApplicationAnswers } from '../application-answers.js';
import { authorizeLive } from '../live-actor.js';
import { OrganisationsRepository } from '../organisations.repository.js';
import { knownForm, readInput, reasonField } from '../read-input.js';

const organisationId = z.string('an id');
const INPUT = z.discriminatedUnion(
  'decision',
  [
    z.strictObject({ organisationId, decision: z.literal('approve') }),
    z.strictObject({ organisationId, decision: z.literal('refuse'), reason: reasonField }),
  ],
  'approve or refuse',
);

/**
 * The CERT decides about an application. Approved, which takes a proven domain (else DOMAIN_NOT_PROVEN), the organisation is active and its
 * applicant is invited as its administrator. Refused, which takes a reason, the applicant is told by mail why. Throws WRONG_STATE where it was
 * decided before.
 */
@Injectable()
export class VetOrganisation {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationsRepository,
    private readonly answers: ApplicationAnswers,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<void> {
    const asked = readInput(INPUT, input);
    const id = knownForm(asked.organisationId);
    await this.database.as(actor, async (tx) => {
      const live = authorizeLive(tx, actor, 'organisation:vet');
      const organisation = await this.organisations.findForUpdate(tx, id);
      if (!organisation) throw notFound();
      if (organisation.status !== 'applied') throw alreadyDone('This application has been decided.');
      if (asked.decision === 'approve') await this.approve(tx, id, live.personId);
      else await this.refuse(tx, id, asked.reason, live.personId);
      await this.audit.append(tx, actor, {
        action: 'organisation:vet',
        subjectType: 'organisation',
        subjectId: id,
        organisationId: id,
        detail: { decision: asked.decision },
      });
    });
  }

  private async approve(tx: Transaction, organisationId: string, invitedBy: string | undefined): Promise<void> {
    const domains = await this.organisations.domainsOf(tx, organisationId);
    if (!domains.some((domain) => domain.verified_at !== null))
      throw conflict('DOMAIN_NOT_PROVEN', 'The organisation has not proven a domain yet.');
    await this.organisations.setStatus(tx, organisationId, 'active');
    await this.answers.invite(tx, organisationId, invitedBy);
  }

  private async refuse(tx: Transaction, organisationId: string, reason: string, refusedBy: string | undefined): Promise<void> {
    if (refusedBy === undefined) throw notAllowed('Only people refuse applications.');
    await this.organisations.setStatus(tx, organisationId, 'refused');
    await this.answers.refuse(tx, organisationId, reason, refusedBy);
  }
}
