import { systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { secondFactorRefused, secondFactorRequired, unauthenticated } from '../account.errors.js';
import { sessionHolder } from '../live-actor.js';
import type { SessionHolder } from '../live-actor.js';
import { clientFields, readInput } from '../read-input.js';
import { SecondFactors } from '../second-factor/second-factors.js';
import { SecondFactorCheck } from '../sessions/second-factor-check.js';
import { Sessions } from '../sessions/sessions.js';
import type { NewSession } from '../sessions/sessions.js';

const INPUT = z.strictObject({
  code: z.string('six digits').transform((text) => text.replaceAll(/\s/g, '')),
  deviceToken: z.string().max(200).optional(),
  ...clientFields,
});
const SYSTEM = systemActor('sign-in');

export interface TotpConfirmed {
  /** Ten, each good once, shown once. */
  readonly recoveryCodes: readonly string[];
  /** The session stepped up: the old one has ended. */
  readonly session: NewSession;
}

/** Finishes the enrolment with the authenticator's first code: that is a second factor passed, so the session is stepped up. Throws SECOND_FACTOR_REFUSED. */
@Injectable()
export class ConfirmTotp {
  constructor(
    private readonly database: Database,
    private readonly check: SecondFactorCheck,
    private readonly factors: SecondFactors,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<TotpConfirmed> {
    const { code, deviceToken, userAgent } = readInput(INPUT, input);
    const holder = await this.database.as(actor, (tx) => Promise.resolve(sessionHolder(tx, actor)));
    let confirmed: TotpConfirmed | undefined;
    await this.check.counted('totp', holder.email ?? '', deviceToken, async () => {
      confirmed = await this.confirm(holder, code, userAgent);
      return confirmed !== undefined;
    });
    if (confirmed === undefined) throw secondFactorRefused();
    return confirmed;
  }

  private async confirm(holder: SessionHolder, code: string, userAgent: string | undefined): Promise<TotpConfirmed | undefined> {
    const { personId } = holder;
    return this.database.as(SYSTEM, async (tx) => {
      if (holder.assurance < 2 && (await this.factors.isEnrolled(tx, personId))) throw secondFactorRequired();
      if (!(await this.factors.confirmPending(tx, personId, code))) return undefined;
      // Ended while the code was on its way: the enrolment ends with it.
      if (!(await this.sessions.revoke(tx, personId, holder.sessionId))) throw unauthenticated();
      const recoveryCodes = await this.factors.renewRecoveryCodes(tx, personId);
      await this.sessions.revokeAllBut(tx, personId, undefined);
      const session = await this.sessions.createSession(tx, { personId, userAgent }, 2);
      await this.audit.append(tx, SYSTEM, {
        action: 'second_factor:confirm',
        subjectType: 'person',
        subjectId: personId,
        ...(holder.organisationId === undefined ? {} : { organisationId: holder.organisationId }),
      });
      return { recoveryCodes, session };
    });
  }
}
