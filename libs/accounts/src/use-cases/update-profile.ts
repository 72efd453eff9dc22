import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { sessionHolder } from '../live-actor.js';
import { PeopleRepository } from '../people.repository.js';
import { languageField, nameField, readInput } from '../read-input.js';

const INPUT = z.strictObject({ name: nameField.optional(), language: languageField.optional() });

/** Changes one's own name and the language of one's mails. What is not given stays. Throws INVALID_INPUT, UNAUTHENTICATED, SESSION_REQUIRED. */
@Injectable()
export class UpdateProfile {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleRepository,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<void> {
    const change = readInput(INPUT, input);
    await this.database.as(actor, async (tx) => {
      const holder = sessionHolder(tx, actor);
      await this.people.setProfile(tx, holder.personId, change);
      await this.audit.append(tx, actor, {
        action: 'person:update_profile',
        subjectType: 'person',
        subjectId: holder.personId,
        ...(holder.organisationId === undefined ? {} : { organisationId: holder.organisationId }),
        detail: { fields: Object.keys(change) },
      });
    });
  }
}
