import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { GuessLimits } from '../guesses/guess-limits.js';
import { accountKey } from '../guesses/known-device.js';
import { EmailLinks } from '../links/email-links.js';
import { PeopleRepository } from '../people.repository.js';
import type { Login } from '../people.repository.js';
import { Sessions } from '../sessions/sessions.js';
import { NewPassword } from './new-password.js';

/** The steps of following a reset link. */
@Injectable()
export class PasswordReset {
  constructor(
    private readonly links: EmailLinks,
    private readonly people: PeopleRepository,
    private readonly passwords: NewPassword,
    private readonly sessions: Sessions,
    private readonly limits: GuessLimits,
  ) {}

  /** The account of a good link. Throws NOT_FOUND for a link that is not. */
  async loginOf(tx: Transaction, token: string): Promise<Login | undefined> {
    const { email } = await this.links.follow(tx, 'password_reset', token);
    return this.people.findLogin(tx, email);
  }

  async hash(password: string, login: Login): Promise<string> {
    return this.passwords.hash(password, login);
  }

  /** Spends the link, sets the password, and ends all sessions and every token that a password alone had made. */
  async follow(tx: Transaction, token: string, personId: string, hash: string): Promise<void> {
    const { email } = await this.links.follow(tx, 'password_reset', token);
    await this.links.spend(tx, 'password_reset', email);
    await this.people.setPassword(tx, personId, hash);
    await this.sessions.revokeAllBut(tx, personId, undefined);
    await tx.execute('UPDATE accounts.api_token SET revoked_at = now() WHERE person_id = $1 AND assurance = 1 AND revoked_at IS NULL', [
      personId,
    ]);
  }

  /** A new password has not been guessed at yet. */
  async forgetTries(email: string): Promise<void> {
    await this.limits.forget('password', accountKey(email));
  }
}
