import { systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { secondFactorRefused, signInRefused } from '../account.errors.js';
import { emailField } from '../email-address.js';
import { passwordField } from '../password/password-rules.js';
import type { Login } from '../people.repository.js';
import { clientFields, readInput } from '../read-input.js';
import { PasswordCheck } from '../sessions/password-check.js';
import { SecondFactorCheck, secondFactorFields } from '../sessions/second-factor-check.js';
import { Sessions } from '../sessions/sessions.js';
import type { NewSession } from '../sessions/sessions.js';

const INPUT = z.strictObject({ email: emailField, password: passwordField, ...secondFactorFields, ...clientFields });

export interface SignedIn extends NewSession {
  readonly personId: string;
  /** Whether a second factor is enrolled and was not passed: narrow keys come with PassSecondFactor. */
  readonly needsSecondFactor: boolean;
  /** To be kept by the device and shown at the next sign-in; it only keeps others from using up its tries. */
  readonly deviceToken: string;
}

const SYSTEM = systemActor('sign-in');

/**
 * Email and password, with or without a second factor. One answer (SIGN_IN_REFUSED) for unknown, wrong and suspended; SECOND_FACTOR_REFUSED
 * only after the right password; TOO_MANY_TRIES with the time to wait. A session that the caller had ends.
 */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordCheck,
    private readonly secondFactors: SecondFactorCheck,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<SignedIn> {
    const { email, password, totp, recoveryCode, deviceToken, address, userAgent } = readInput(INPUT, input);
    const { isRight, login } = await this.passwords.check(email, password, { address, deviceToken });
    if (!isRight || !login) {
      await this.record(login, 'password');
      throw signInRefused();
    }
    const isStrong = totp !== undefined || recoveryCode !== undefined;
    if (isStrong && !(await this.secondFactors.check(login, { totp, recoveryCode }, deviceToken))) {
      await this.record(login, 'second_factor');
      throw secondFactorRefused();
    }
    const session = await this.open(actor, login, isStrong ? 2 : 1, userAgent);
    return {
      ...session,
      personId: login.personId,
      needsSecondFactor: login.hasSecondFactor && !isStrong,
      deviceToken: this.passwords.deviceTokenFor(email, deviceToken, isStrong),
    };
  }

  private async open(actor: Actor, login: Login, assurance: 1 | 2, userAgent: string | undefined): Promise<NewSession> {
    return this.database.as(SYSTEM, async (tx) => {
      if (actor.personId !== undefined && actor.sessionId !== undefined) await this.sessions.revoke(tx, actor.personId, actor.sessionId);
      const session = await this.sessions.createSession(tx, { personId: login.personId, userAgent }, assurance);
      await this.audit.append(tx, SYSTEM, {
        action: 'session:create',
        subjectType: 'person',
        subjectId: login.personId,
        ...(login.organisationId === undefined ? {} : { organisationId: login.organisationId }),
        detail: { sessionId: session.sessionId, assurance },
      });
      return session;
    });
  }

  /** A refusal is kept too; of an unknown address nothing but that it was unknown. */
  private async record(login: Login | undefined, factor: string): Promise<void> {
    await this.database.as(SYSTEM, (tx) =>
      this.audit.append(tx, SYSTEM, {
        action: 'session:refuse',
        subjectType: 'person',
        subjectId: login?.personId ?? 'unknown',
        ...(login?.organisationId === undefined ? {} : { organisationId: login.organisationId }),
        detail: { factor },
      }),
    );
  }
}
