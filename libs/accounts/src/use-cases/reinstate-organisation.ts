import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { alreadyDone } from '../account.errors.js';
import { authorizeLive } from '../live-actor.js';
import { OrganisationsRepository } from '../organisations.repository.js';
import { knownForm, readInput } from '../read-input.js';

const INPUT = z.strictObject({ organisationId: z.string('an id') });

/** Gives a suspended organisation its access back; its people sign in anew. Throws WRONG_STATE unless it is suspended and was approved once. */
@Injectable()
export class ReinstateOrganisation {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationsRepository,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<void> {
    const id = knownForm(readInput(INPUT, input).organisationId);
    await this.database.as(actor, async (tx) => {
      authorizeLive(tx, actor, 'organisation:suspend');
      const organisation = await this.organisations.findForUpdate(tx, id);
      if (!organisation) throw notFound();
      if (organisation.status !== 'suspended') throw alreadyDone(`The organisation is ${organisation.status}.`);
      if (organisation.activated_at === null) throw alreadyDone('The organisation was never approved.');
      await this.organisations.setStatus(tx, id, 'active');
      await this.audit.append(tx, actor, {
        action: 'organisation:reinstate',
        subjectType: 'organisation',
        subjectId: id,
        organisationId: id,
      });
    });
  }
}
