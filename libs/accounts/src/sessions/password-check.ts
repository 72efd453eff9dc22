import { systemActor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { GuessLimits } from '../guesses/guess-limits.js';
import { accountKey, KnownDevices } from '../guesses/known-device.js';
import { PasswordHasher } from '../password/password-hasher.js';
import { PeopleRepository } from '../people.repository.js';
import type { Login } from '../people.repository.js';

/** Where a try comes from. */
export interface Client {
  readonly address?: string | undefined;
  readonly deviceToken?: string | undefined;
}

/** `login` is set wherever the address has an account, right or wrong: for the audit log, never for the answer. */
export interface PasswordOutcome {
  readonly isRight: boolean;
  readonly login: Login | undefined;
}

const SYSTEM = systemActor('sign-in');

/** Verifies a password, counting the try. It does the same work whether the account exists, is suspended or has another password. */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleRepository,
    private readonly hasher: PasswordHasher,
    private readonly limits: GuessLimits,
    private readonly devices: KnownDevices,
  ) {}

  /** Throws TOO_MANY_TRIES. */
  async check(email: string, password: string, client: Client): Promise<PasswordOutcome> {
    const account = accountKey(email);
    const device = this.devices.read(account, client.deviceToken)?.name;
    await this.limits.countAddress(client.address);
    await this.limits.countTry('password', account, device);
    const login = await this.database.as(SYSTEM, (tx) => this.people.findLogin(tx, email));
    const isVerified = await this.hasher.verify(login?.passwordHash, password);
    if (!isVerified || !login?.isActive) return { isRight: false, login };
    await this.limits.undoAddress(client.address);
    await this.limits.forget('password', account, device);
    return { isRight: true, login };
  }

  /** What the device shows at the next sign-in, so that its tries are counted apart. */
  deviceTokenFor(email: string, current: string | undefined, hasPassedSecondFactor: boolean): string {
    return this.devices.tokenFor(accountKey(email), current, hasPassedSecondFactor);
  }
}
