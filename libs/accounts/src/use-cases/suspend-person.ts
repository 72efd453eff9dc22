import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { conflict, notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { alreadyDone, notAllowed } from '../account.errors.js';
import { authorizeLive } from '../live-actor.js';
import { PeopleRepository } from '../people.repository.js';
import { knownForm, readInput } from '../read-input.js';
import { mayManage } from '../roles.js';

const INPUT = z.strictObject({ personId: z.string('an id') });

/** Takes a person's access away at once: keys, sessions and tokens. Throws WRONG_STATE unless the person is active, LAST_ADMINISTRATOR where none would be left; nobody suspends oneself. */
@Injectable()
export class SuspendPerson {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleRepository,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<void> {
    const id = knownForm(readInput(INPUT, input).personId);
    await this.database.as(actor, async (tx) => {
      const live = authorizeLive(tx, actor, 'person:suspend');
      const person = await this.people.findForUpdate(tx, id);
      if (!person) throw notFound();
      if (person.id === live.personId || !mayManage(live, person)) throw notAllowed('Ask another administrator.');
      if (person.status !== 'active') throw alreadyDone(`The person is ${person.status}.`);
      if (person.roles.includes('administrator') && (await this.people.countOtherAdministrators(tx, person.id)) === 0)
        throw conflict('LAST_ADMINISTRATOR', 'The platform needs an administrator.');
      await this.people.setStatus(tx, id, 'suspended');
      await this.audit.append(tx, actor, {
        action: 'person:suspend',
        subjectType: 'person',
        subjectId: id,
        ...(person.organisation_id === null ? {} : { organisationId: person.organisation_id }),
      });
    });
  }
}
