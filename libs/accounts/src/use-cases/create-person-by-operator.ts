import { ROLES } from '#libs/access';
import type { Actor, Role } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { conflict, invalid } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { emailField } from '../email-address.js';
import { EmailLinks } from '../links/email-links.js';
import { requireOperator } from '../operator.js';
import { NewPassword } from '../password/new-password.js';
import { passwordField } from '../password/password-rules.js';
import { PeopleRepository } from '../people.repository.js';
import { languageField, nameField, readInput } from '../read-input.js';
import { SecondFactors } from '../second-factor/second-factors.js';
import { PLATFORM_ROLES } from '../roles.js';

const INPUT = z.strictObject({
  email: emailField,
  name: nameField,
  language: languageField.default('en'),
  /** The name or the id of an organisation; without one the person is a reader. */
  organisation: z.string('the name or id of an organisation').optional(),
  roles: z.array(z.enum(ROLES, `one of ${ROLES.join(', ')}`)).optional(),
  password: passwordField.optional(),
  totpSecret: z
    .string()
    .regex(/^[A-Z2-7]{26,128}$/, 'at least 26 letters of Base32')
    .optional(),
});
type Input = z.output<typeof INPUT>;

interface Home {
  readonly id: string;
  readonly name: string;
  readonly is_operator: boolean;
}

/** The password and the authenticator of an account that the operator makes. */
@Injectable()
export class AccountSecrets {
  constructor(
    private readonly passwords: NewPassword,
    private readonly people: PeopleRepository,
    private readonly factors: SecondFactors,
    private readonly links: EmailLinks,
  ) {}

  async hash(
    { password, email, name }: Pick<Input, 'password' | 'email' | 'name'>,
    organisationName: string | undefined,
  ): Promise<string | undefined> {
    return password === undefined ? undefined : this.passwords.hash(password, { email, name, organisationName });
  }

  async set(
    tx: Transaction,
    person: { readonly personId: string; readonly email: string },
    secrets: { readonly hash: string | undefined; readonly totpSecret: string | undefined },
  ): Promise<void> {
    if (secrets.hash === undefined) await this.links.request(tx, { purpose: 'password_reset', email: person.email });
    else await this.people.setPassword(tx, person.personId, secrets.hash);
    if (secrets.totpSecret !== undefined) await this.factors.set(tx, person.personId, secrets.totpSecret);
  }
}

/**
 * Makes an active account from the command line. Without a password the person is mailed a link to set one. Throws ADDRESS_IN_USE, and INVALID_INPUT for an
 * organisation that does not exist and for roles that do not go with it.
 */
@Injectable()
export class CreatePersonByOperator {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleRepository,
    private readonly account: AccountSecrets,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<{ readonly personId: string }> {
    requireOperator(actor);
    const asked = readInput(INPUT, input);
    const home = await this.database.as(actor, (tx) => findHome(tx, asked.organisation));
    const roles = rolesFor(asked.roles, home);
    const hash = await this.account.hash(asked, home?.name);
    return this.database.as(actor, async (tx) => {
      const personId = await this.people.add(tx, { ...asked, organisationId: home?.id, roles });
      if (personId === undefined) throw conflict('ADDRESS_IN_USE', 'This address has an account.');
      await this.account.set(tx, { personId, email: asked.email }, { hash, totpSecret: asked.totpSecret });
      await this.audit.append(tx, actor, {
        action: 'person:create',
        subjectType: 'person',
        subjectId: personId,
        ...(home ? { organisationId: home.id } : {}),
        detail: { roles },
      });
      return { personId };
    });
  }
}

async function findHome(tx: Transaction, nameOrId: string | undefined): Promise<Home | undefined> {
  if (nameOrId === undefined) return undefined;
  const rows = await tx.query<Home>('SELECT id, name, is_operator FROM accounts.organisation WHERE id::text = $1 OR name = $1', [nameOrId]);
  if (rows.length === 1) return rows[0];
  const expected = rows.length === 0 ? 'the name or id of an organisation' : 'an id: several organisations have this name';
  throw invalid([{ path: 'organisation', expected, received: JSON.stringify(nameOrId) }]);
}

function rolesFor(asked: readonly Role[] | undefined, home: Home | undefined): Role[] {
  const roles = [...new Set(asked ?? [home ? ('member' as const) : ('reader' as const)])];
  const isReader = roles.includes('reader');
  if (home ? isReader : !isReader || roles.length > 1)
    throw invalid([
      { path: 'roles', expected: home ? 'no reader in an organisation' : 'reader, or an organisation', received: roles.join(', ') },
    ]);
  if (!home?.is_operator && PLATFORM_ROLES.some((role) => roles.includes(role)))
    throw invalid([{ path: 'roles', expected: 'administrator and auditor in the operating CERT alone', received: roles.join(', ') }]);
  return roles;
}
