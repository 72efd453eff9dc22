import { systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { EmailLinks } from '../links/email-links.js';
import { NewPassword } from '../password/new-password.js';
import { passwordField } from '../password/password-rules.js';
import { PeopleRepository } from '../people.repository.js';
import { readInput } from '../read-input.js';

const INPUT = z.strictObject({ token: z.string('the token of the link'), password: passwordField });
const SYSTEM = systemActor('registration');

/** Follows the link of a registration: the account exists from here on. Throws NOT_FOUND for a link that is not (or no longer) good. */
@Injectable()
export class ConfirmRegistration {
  constructor(
    private readonly database: Database,
    private readonly links: EmailLinks,
    private readonly passwords: NewPassword,
    private readonly people: PeopleRepository,
    private readonly audit: AuditLog,
  ) {}

  async execute(_actor: Actor, input: unknown): Promise<{ readonly personId: string }> {
    const { token, password } = readInput(INPUT, input);
    const { email, name } = await this.database.as(SYSTEM, (tx) => this.links.follow(tx, 'registration', token));
    const hash = await this.passwords.hash(password, { email, name });
    return this.database.as(SYSTEM, async (tx) => {
      const link = await this.links.follow(tx, 'registration', token);
      const personId = await this.people.add(tx, { email, name, language: link.language, roles: link.roles });
      if (personId === undefined) throw notFound();
      await this.people.setPassword(tx, personId, hash);
      await this.links.spend(tx, 'registration', email);
      await this.audit.append(tx, SYSTEM, { action: 'person:register', subjectType: 'person', subjectId: personId });
      return { personId };
    });
  }
}
