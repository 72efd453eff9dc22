import { systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { passwordField } from '../password/password-rules.js';
import { readInput } from '../read-input.js';
import { PasswordReset } from '../password/password-reset.js';

const INPUT = z.strictObject({ token: z.string('the token of the link'), password: passwordField });
const SYSTEM = systemActor('password-reset');

/**
 * Follows the link of a reset: the new password counts, all sessions and the tokens made without a second factor end, the second factor stays as it is.
 * Throws NOT_FOUND for a link that is not (or no longer) good.
 */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly database: Database,
    private readonly reset: PasswordReset,
    private readonly audit: AuditLog,
  ) {}

  async execute(_actor: Actor, input: unknown): Promise<void> {
    const { token, password } = readInput(INPUT, input);
    const login = await this.database.as(SYSTEM, (tx) => this.reset.loginOf(tx, token));
    if (!login?.isActive) throw notFound();
    const hash = await this.reset.hash(password, login);
    await this.database.as(SYSTEM, async (tx) => {
      await this.reset.follow(tx, token, login.personId, hash);
      await this.audit.append(tx, SYSTEM, {
        action: 'password:reset',
        subjectType: 'person',
        subjectId: login.personId,
        ...(login.organisationId === undefined ? {} : { organisationId: login.organisationId }),
      });
    });
    await this.reset.forgetTries(login.email);
  }
}
