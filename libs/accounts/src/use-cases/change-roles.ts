import { ROLES } from '#libs/access';
import type { Actor, Role } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { conflict, invalid, notFound } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { notAllowed } from '../account.errors.js';
import { authorizeLive } from '../live-actor.js';
import { PeopleRepository } from '../people.repository.js';
import type { PersonRow } from '../people.repository.js';
import { knownForm, readInput } from '../read-input.js';
import { changedRoles, holdsPlatformRole, isPlatformAdministrator } from '../roles.js';

const INPUT = z.strictObject({
  personId: z.string('an id'),
  roles: z.array(z.enum(ROLES, `one of ${ROLES.join(', ')}`)).min(1, 'at least one role'),
});

/**
 * Sets the roles of a person. An organisation's administrator gives the roles of an organisation; administrator and auditor come from an
 * administrator of the operating CERT, for somebody else within the CERT, where nobody gives oneself any role: reviewers see the drafts of all.
 * Throws LAST_ADMINISTRATOR where none would be left.
 */
@Injectable()
export class ChangeRoles {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleRepository,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<void> {
    const { personId, roles } = readInput(INPUT, input);
    const after = [...new Set(roles)];
    await this.database.as(actor, async (tx) => {
      const live = authorizeLive(tx, actor, 'person:change_roles');
      const person = await this.people.findForUpdate(tx, knownForm(personId));
      if (!person) throw notFound();
      const changed = changedRoles(person.roles, after);
      requireAllowed(live, person, changed);
      requireNotOwnGain(live, person, after);
      requirePossible(person, after);
      if (holdsPlatformRole(after) && !(await this.people.isOfOperator(tx, person.id)))
        throw invalid([{ path: 'roles', expected: 'administrator and auditor in the operating CERT alone', received: after.join(', ') }]);
      await this.requireOneLeft(tx, live, person, changed.filter((role) => !after.includes(role))); // prettier-ignore
      await this.people.setRoles(tx, person.id, after);
      await this.audit.append(tx, actor, {
        action: 'person:change_roles',
        subjectType: 'person',
        subjectId: person.id,
        ...(person.organisation_id === null ? {} : { organisationId: person.organisation_id }),
        detail: { before: person.roles, after },
      });
    });
  }

  /** An administrator of the platform may leave an organisation without one, since they can give it another. */
  private async requireOneLeft(tx: Transaction, live: Actor, person: PersonRow, taken: readonly Role[]): Promise<void> {
    if (taken.includes('administrator') && (await this.people.countOtherAdministrators(tx, person.id)) === 0)
      throw conflict('LAST_ADMINISTRATOR', 'The platform needs an administrator.');
    if (!taken.includes('organisation_admin') || isPlatformAdministrator(live)) return;
    if ((await this.people.countOtherOrganisationAdmins(tx, person)) === 0)
      throw conflict('LAST_ADMINISTRATOR', 'The organisation needs an administrator.');
  }
}

function requireAllowed(actor: Actor, person: PersonRow, changed: readonly Role[]): void {
  const isAdministrator = isPlatformAdministrator(actor);
  if (holdsPlatformRole(changed) && person.id === actor.personId)
    throw notAllowed('Ask another administrator: nobody gives this role to oneself.');
  if (holdsPlatformRole(changed) && !isAdministrator) throw notAllowed('Only an administrator of the platform gives or takes this role.');
  if (!isAdministrator && person.organisation_id !== actor.organisationId) throw notAllowed('This person belongs to another organisation.');
}

/** Administering the platform or the CERT opens no content; a role that does comes from somebody else. */
function requireNotOwnGain(actor: Actor, person: PersonRow, after: readonly Role[]): void {
  if (actor.isOperator && person.id === actor.personId && after.some((role) => !person.roles.includes(role)))
    throw notAllowed('Ask another administrator: within the operating CERT nobody gives a role to oneself.');
}

/** What no account may be, whoever asks. */
function requirePossible(person: PersonRow, after: readonly Role[]): void {
  const isReader = person.organisation_id === null;
  if (isReader !== after.includes('reader') || (isReader && after.length > 1)) {
    const expected = isReader ? 'reader alone, for a person of no organisation' : 'no reader in an organisation';
    throw invalid([{ path: 'roles', expected, received: after.join(', ') }]);
  }
}
