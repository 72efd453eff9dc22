import { systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { emailField } from '../email-address.js';
import { GuessLimits } from '../guesses/guess-limits.js';
import { accountKey } from '../guesses/known-device.js';
import { EmailLinks } from '../links/email-links.js';
import { clientFields, languageField, nameField, readInput } from '../read-input.js';

const INPUT = z.strictObject({ email: emailField, name: nameField, language: languageField.default('en'), ...clientFields });
const SYSTEM = systemActor('registration');

/**
 * A member of the public asks for an account of their own. The answer is the same, and takes as long, whether or not the address has one:
 * that is asked when the mail is made. Throws TOO_MANY_TRIES for a client that asks too often.
 */
@Injectable()
export class RegisterReader {
  constructor(
    private readonly database: Database,
    private readonly links: EmailLinks,
    private readonly limits: GuessLimits,
  ) {}

  async execute(_actor: Actor, input: unknown): Promise<void> {
    const { email, name, language, address } = readInput(INPUT, input);
    if (!(await this.limits.mayRequestMail(accountKey(email), address))) return;
    await this.database.as(SYSTEM, (tx) => this.links.request(tx, { purpose: 'registration', email, name, language, roles: ['reader'] }));
  }
}
