import { systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { secondFactorRequired, signInRefused } from '../account.errors.js';
import { sessionHolder } from '../live-actor.js';
import { NewPassword } from '../password/new-password.js';
import { passwordField } from '../password/password-rules.js';
import { PeopleRepository } from '../people.repository.js';
import { clientFields, readInput } from '../read-input.js';
import { PasswordCheck } from '../sessions/password-check.js';

const INPUT = z.strictObject({
  currentPassword: passwordField,
  newPassword: passwordField,
  deviceToken: z.string().max(200).optional(),
  ...clientFields,
});
const SYSTEM = systemActor('account-security');

/** Sets a new password; all other sessions end. Throws SIGN_IN_REFUSED for a wrong current one, SECOND_FACTOR_REQUIRED, TOO_MANY_TRIES. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly database: Database,
    private readonly check: PasswordCheck,
    private readonly passwords: NewPassword,
    private readonly people: PeopleRepository,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<void> {
    const { currentPassword, newPassword, deviceToken, address } = readInput(INPUT, input);
    const holder = await this.database.as(actor, (tx) => Promise.resolve(sessionHolder(tx, actor)));
    const { isRight, login } = await this.check.check(holder.email ?? '', currentPassword, { address, deviceToken });
    if (!isRight || !login) throw signInRefused();
    if (login.hasSecondFactor && holder.assurance < 2) throw secondFactorRequired();
    const hash = await this.passwords.hash(newPassword, login, 'newPassword');
    await this.database.as(SYSTEM, async (tx) => {
      await this.people.setPassword(tx, holder.personId, hash);
      await tx.execute('UPDATE accounts.session SET revoked_at = now() WHERE person_id = $1 AND id <> $2 AND revoked_at IS NULL', [
        holder.personId,
        holder.sessionId,
      ]);
      await this.audit.append(tx, SYSTEM, {
        action: 'password:change',
        subjectType: 'person',
        subjectId: holder.personId,
        ...(holder.organisationId === undefined ? {} : { organisationId: holder.organisationId }),
      });
    });
  }
}
