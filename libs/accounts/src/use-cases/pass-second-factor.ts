import { systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { invalid } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { secondFactorRefused } from '../account.errors.js';
import { sessionHolder } from '../live-actor.js';
import type { SessionHolder } from '../live-actor.js';
import { clientFields, readInput } from '../read-input.js';
import { SecondFactorCheck, secondFactorFields } from '../sessions/second-factor-check.js';
import { Sessions } from '../sessions/sessions.js';
import type { NewSession } from '../sessions/sessions.js';

const INPUT = z.strictObject({ ...secondFactorFields, ...clientFields });
const SYSTEM = systemActor('sign-in');

/** Steps a session up to assurance 2. The old session ends; a new one, with a new token, takes its place. Throws SECOND_FACTOR_REFUSED, TOO_MANY_TRIES. */
@Injectable()
export class PassSecondFactor {
  constructor(
    private readonly database: Database,
    private readonly secondFactors: SecondFactorCheck,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<NewSession> {
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
    return this.stepUp(holder, userAgent);
  }

  private async stepUp(holder: SessionHolder, userAgent: string | undefined): Promise<NewSession> {
    return this.database.as(SYSTEM, async (tx) => {
      const session = await this.sessions.createSession(tx, { personId: holder.personId, userAgent }, 2);
      await this.sessions.revoke(tx, holder.personId, holder.sessionId);
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
