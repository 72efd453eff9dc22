import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { alreadyDone, notAllowed } from '../account.errors.js';
import { authorizeLive } from '../live-actor.js';
import { PeopleRepository } from '../people.repository.js';
import { knownForm, readInput } from '../read-input.js';
import { mayManage } from '../roles.js';

const INPUT = z.strictObject({ personId: z.string('an id') });

/** Gives a suspended person access again; sessions and tokens are made anew. Throws WRONG_STATE unless the person is suspended. */
@Injectable()
export class ReinstatePerson {
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
      if (person.status !== 'suspended') throw alreadyDone(`The person is ${person.status}.`);
      await this.people.setStatus(tx, id, 'active');
      await this.audit.append(tx, actor, {
        action: 'person:reinstate',
        subjectType: 'person',
        subjectId: id,
        ...(person.organisation_id === null ? {} : { organisationId: person.organisation_id }),
      });
    });
  }
}
