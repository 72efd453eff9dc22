import { systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { conflict, invalid, notFound } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { EmailLinks } from '../links/email-links.js';
import type { Link } from '../links/email-links.js';
import { NewPassword } from '../password/new-password.js';
import type { PasswordContext } from '../password/new-password.js';
import { passwordField } from '../password/password-rules.js';
import { PeopleRepository } from '../people.repository.js';
import { nameField, readInput } from '../read-input.js';

const INPUT = z.strictObject({ token: z.string('the token of the link'), name: nameField.optional(), password: passwordField.optional() });
const SYSTEM = systemActor('invitation');

/**
 * Follows the link of an invitation. A new account sets its password; the account of a registered reader joins the organisation and keeps its
 * password and second factor. Throws NOT_FOUND for a link that is not (or no longer) good, ADDRESS_IN_USE where the account belongs to another
 * organisation.
 */
@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly database: Database,
    private readonly links: EmailLinks,
    private readonly passwords: NewPassword,
    private readonly people: PeopleRepository,
    private readonly audit: AuditLog,
  ) {}

  async execute(_actor: Actor, input: unknown): Promise<{ readonly personId: string }> {
    const { token, name, password } = readInput(INPUT, input);
    const { link, login, organisationName } = await this.database.as(SYSTEM, async (tx) => {
      const found = await this.links.follow(tx, 'invitation', token);
      const organisation = await tx.find<{ name: string }>('SELECT name FROM accounts.organisation WHERE id = $1', [found.organisationId]);
      return { link: found, login: await this.people.findLogin(tx, found.email), organisationName: organisation?.name };
    });
    const chosenName = name ?? link.name;
    const hash = login ? undefined : await this.hashOf(password, { email: link.email, name: chosenName, organisationName });
    return this.database.as(SYSTEM, async (tx) => {
      const followed = await this.links.follow(tx, 'invitation', token);
      const personId = await (hash === undefined ? this.join(tx, followed) : this.add(tx, { ...followed, name: chosenName }, hash));
      await this.links.spend(tx, 'invitation', followed.email);
      await this.audit.append(tx, SYSTEM, {
        action: 'person:join',
        subjectType: 'person',
        subjectId: personId,
        ...(followed.organisationId === undefined ? {} : { organisationId: followed.organisationId }),
        detail: { roles: followed.roles },
      });
      return { personId };
    });
  }

  private async hashOf(password: string | undefined, person: PasswordContext): Promise<string> {
    if (password === undefined) throw invalid([{ path: 'password', expected: 'a password', received: 'nothing' }]);
    return this.passwords.hash(password, person);
  }

  private async add(tx: Transaction, link: Link, hash: string): Promise<string> {
    const personId = await this.people.add(tx, link);
    if (personId === undefined) throw conflict('ADDRESS_IN_USE', 'This address has got an account in the meantime. Follow the link again.');
    await this.people.setPassword(tx, personId, hash);
    return personId;
  }

  private async join(tx: Transaction, link: Link): Promise<string> {
    const login = await this.people.findLogin(tx, link.email);
    const organisationId = link.organisationId;
    if (!login?.isActive || organisationId === undefined) throw notFound();
    if (login.organisationId !== undefined)
      throw conflict('ADDRESS_IN_USE', 'This address belongs to an account of an organisation. Ask for an invitation to another address.');
    await this.people.join(tx, login.personId, organisationId, link.roles);
    return login.personId;
  }
}
