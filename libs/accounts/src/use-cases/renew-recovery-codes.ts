import { systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { conflict } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { secondFactorRequired } from '../account.errors.js';
import { GuessLimits } from '../guesses/guess-limits.js';
import { accountKey } from '../guesses/known-device.js';
import { sessionHolder } from '../live-actor.js';
import { SecondFactors } from '../second-factor/second-factors.js';

const SYSTEM = systemActor('account-security');

/** Ten new recovery codes in the place of the old; shown once. Only after a second factor; NO_SECOND_FACTOR where there is nothing to recover. */
@Injectable()
export class RenewRecoveryCodes {
  constructor(
    private readonly database: Database,
    private readonly factors: SecondFactors,
    private readonly limits: GuessLimits,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor): Promise<{ readonly recoveryCodes: readonly string[] }> {
    const { personId, assurance, email } = await this.database.as(actor, (tx) => Promise.resolve(sessionHolder(tx, actor)));
    if (assurance < 2) throw secondFactorRequired();
    const recoveryCodes = await this.database.as(SYSTEM, async (tx) => {
      if (!(await this.factors.isEnrolled(tx, personId))) throw conflict('NO_SECOND_FACTOR', 'Enrol an authenticator first.');
      return this.factors.renewRecoveryCodes(tx, personId);
    });
    await this.limits.forget('recovery', accountKey(email ?? ''));
    await this.database.as(actor, (tx) =>
      this.audit.append(tx, actor, { action: 'second_factor:renew_recovery_codes', subjectType: 'person', subjectId: personId }),
    );
    return { recoveryCodes };
  }
}
