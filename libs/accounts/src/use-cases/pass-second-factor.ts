import { systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { invalid } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { secondFactorRefused, unauthenticated } from '../account.errors.js';
import { accountKey, KnownDevices } from '../guesses/known-device.js';
import { sessionHolder } from '../live-actor.js';
import type { SessionHolder } from '../live-actor.js';
import { clientFields, readInput } from '../read-input.js';
import { SecondFactorCheck, secondFactorFields } from '../sessions/second-factor-check.js';
import { Sessions } from '../sessions/sessions.js';
import type { NewSession } from '../sessions/sessions.js';

const INPUT = z.strictObject({ ...secondFactorFields, ...clientFields });
const SYSTEM = systemActor('sign-in');

export interface SteppedUp extends NewSession {
  /** As of SignIn: the device is now known for the second factor too. */
  readonly deviceToken: string;
}

/** Steps a session up to assurance 2. The old session ends; a new one, with a new token, takes its place. Throws SECOND_FACTOR_REFUSED, TOO_MANY_TRIES, UNAUTHENTICATED. */
@Injectable()
export class PassSecondFactor {
  constructor(
    private readonly database: Database,
    private readonly secondFactors: SecondFactorCheck,
    private readonly sessions: Sessions,
    private readonly devices: KnownDevices,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<SteppedUp> {
    const { totp, recoveryCode, deviceToken, userAgent } = readInput(INPUT, input);
    if (totp === undefined && recoveryCode === undefined)
      throw invalid([{ path: 'totp', expected: 'a code, here or as recoveryCode', received: 'nothing' }]);
    const holder = await this.database.as(actor, (tx) => Promise.resolve(sessionHolder(tx, actor)));
    const isRight = await this.secondFactors.check(
      { personId: holder.personId, email: holder.email ?? '' },
      { totp, recoveryCode },
      deviceToken,
    );
    if (!isRight) {
      await this.record(actor, holder, 'session:refuse', { factor: 'second_factor' });
      throw secondFactorRefused();
    }
    const session = await this.stepUp(holder, userAgent);
    return { ...session, deviceToken: this.devices.tokenFor(accountKey(holder.email ?? ''), deviceToken, true) };
  }

  private async stepUp(holder: SessionHolder, userAgent: string | undefined): Promise<NewSession> {
    return this.database.as(SYSTEM, async (tx) => {
      // Ended while the code was verified: what somebody ended comes back as nothing stronger.
      if (!(await this.sessions.revoke(tx, holder.personId, holder.sessionId))) throw unauthenticated();
      const session = await this.sessions.createSession(tx, { personId: holder.personId, userAgent }, 2);
      await this.audit.append(tx, SYSTEM, {
        action: 'session:step_up',
        subjectType: 'person',
        subjectId: holder.personId,
        ...(holder.organisationId === undefined ? {} : { organisationId: holder.organisationId }),
        detail: { sessionId: session.sessionId, assurance: 2 },
      });
      return session;
    });
  }

  private async record(actor: Actor, holder: SessionHolder, action: string, detail: Record<string, unknown>): Promise<void> {
    await this.database.as(actor, (tx) =>
      this.audit.append(tx, actor, { action, subjectType: 'person', subjectId: holder.personId, detail }),
    );
  }
}
