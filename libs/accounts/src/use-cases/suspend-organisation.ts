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

/** Takes an organisation's access away: its people hold no keys and their sessions end at once. Throws WRONG_STATE unless it is active; the operating CERT cannot be suspended. */
@Injectable()
export class SuspendOrganisation {
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
      if (organisation.is_operator) throw alreadyDone('The operating CERT cannot be suspended.');
      if (organisation.status !== 'active') throw alreadyDone(`The organisation is ${organisation.status}.`);
      await this.organisations.setStatus(tx, id, 'suspended');
      await this.audit.append(tx, actor, {
        action: 'organisation:suspend',
        subjectType: 'organisation',
        subjectId: id,
        organisationId: id,
      });
    });
  }
}
