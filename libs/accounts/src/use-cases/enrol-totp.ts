import { systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { secondFactorRequired, signInRefused } from '../account.errors.js';
import { sessionHolder } from '../live-actor.js';
import { passwordField } from '../password/password-rules.js';
import { clientFields, readInput } from '../read-input.js';
import { newTotpSecret, totpAddress } from '../second-factor/totp.js';
import { SecondFactors } from '../second-factor/second-factors.js';
import { PasswordCheck } from '../sessions/password-check.js';

const INPUT = z.strictObject({ password: passwordField, deviceToken: z.string().max(200).optional(), ...clientFields });
const SYSTEM = systemActor('account-security');

/** A secret for an authenticator, shown once; it counts when ConfirmTotp has seen its first code. */
export interface TotpEnrolment {
  /** Base32. */
  readonly secret: string;
  /** `otpauth://…`, for a QR code. */
  readonly address: string;
}

/**
 * Starts the enrolment of an authenticator. The password is asked for again, and the second factor in use, if there is one, must have been passed:
 * whoever finds an open session must not make it stronger. Throws SIGN_IN_REFUSED, SECOND_FACTOR_REQUIRED, TOO_MANY_TRIES.
 */
@Injectable()
export class EnrolTotp {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordCheck,
    private readonly factors: SecondFactors,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<TotpEnrolment> {
    const { password, deviceToken, address } = readInput(INPUT, input);
    const holder = await this.database.as(actor, (tx) => Promise.resolve(sessionHolder(tx, actor)));
    const email = holder.email ?? '';
    const { isRight, login } = await this.passwords.check(email, password, { address, deviceToken });
    if (!isRight || !login) throw signInRefused();
    if (login.hasSecondFactor && holder.assurance < 2) throw secondFactorRequired();
    const secret = newTotpSecret();
    await this.database.as(SYSTEM, (tx) => this.factors.keepPending(tx, holder.personId, secret));
    await this.database.as(actor, (tx) =>
      this.audit.append(tx, actor, { action: 'second_factor:enrol', subjectType: 'person', subjectId: holder.personId }),
    );
    return { secret, address: totpAddress(secret, email) };
  }
}
