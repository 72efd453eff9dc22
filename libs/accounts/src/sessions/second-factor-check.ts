import { systemActor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { GuessLimits } from '../guesses/guess-limits.js';
import { accountKey, KnownDevices } from '../guesses/known-device.js';
import { SecondFactors } from '../second-factor/second-factors.js';

/** A code of the authenticator, or one of the recovery codes. */
export interface SecondFactorCode {
  readonly totp?: string | undefined;
  readonly recoveryCode?: string | undefined;
}

export const secondFactorFields = {
  totp: z
    .string('six digits')
    .transform((text) => text.replaceAll(/\s/g, ''))
    .optional(),
  recoveryCode: z.string('a recovery code').max(100, 'a recovery code').optional(),
  deviceToken: z.string().max(200).optional(),
};

const SYSTEM = systemActor('sign-in');

/** Verifies a second factor, counting the try under that factor alone. A code that was right is spent. */
@Injectable()
export class SecondFactorCheck {
  constructor(
    private readonly database: Database,
    private readonly factors: SecondFactors,
    private readonly limits: GuessLimits,
    private readonly devices: KnownDevices,
  ) {}

  /** Whether the code is right. Throws TOO_MANY_TRIES. */
  async check(
    person: { readonly personId: string; readonly email: string },
    code: SecondFactorCode,
    deviceToken?: string,
  ): Promise<boolean> {
    const { totp, recoveryCode } = code;
    if (totp !== undefined) {
      return this.counted('totp', person.email, deviceToken, () =>
        this.database.as(SYSTEM, (tx) => this.factors.acceptTotp(tx, person.personId, totp)),
      );
    }
    if (recoveryCode === undefined) return false;
    return this.counted('recovery', person.email, deviceToken, () =>
      this.database.as(SYSTEM, (tx) => this.factors.acceptRecoveryCode(tx, person.personId, recoveryCode)),
    );
  }

  /** Counts a try at a code that is verified by `verify`, and forgets the count where it was right. */
  async counted(
    factor: 'totp' | 'recovery',
    email: string,
    deviceToken: string | undefined,
    verify: () => Promise<boolean>,
  ): Promise<boolean> {
    const account = accountKey(email);
    const known = this.devices.read(account, deviceToken);
    const device = known?.hasPassedSecondFactor === true ? known.name : undefined;
    await this.limits.countTry(factor, account, device);
    const isRight = await verify();
    if (isRight) await this.limits.forget(factor, account, device);
    return isRight;
  }
}
