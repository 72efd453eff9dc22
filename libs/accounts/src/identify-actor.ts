import { actorFrom } from '#libs/access';
import type { Actor } from '#libs/access';
import { Clock, DomainError } from '#libs/core';
import { Database } from '#libs/database';
import type { Credential, Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { Sessions, hashOfSessionToken } from './sessions/sessions.js';
import { hashOfApiToken } from './tokens/api-token.js';
import { hashOfCertificate } from './tokens/client-certificate.js';

const TOUCH_EVERY_MS = 60_000;
const MAX_REMEMBERED = 50_000;

/** Told of the credential before the database is asked who holds it. */
export type Announce = (credential: Credential) => void;

/** Who holds a session or a token: the database's answer at this moment. Marks it as used, at most once a minute. */
@Injectable()
export class IdentifyActor {
  /** When this process last marked a credential as used; another process may have, so the statement asks again. */
  private readonly touchedAt = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  /** The person of a session's token, or undefined where it is not (or no longer) good. */
  async bySessionToken(token: string, announce?: Announce): Promise<Actor | undefined> {
    const hash = hashOfSessionToken(token);
    return hash === undefined ? undefined : this.identify({ kind: 'session', hash }, hash, announce);
  }

  /** The person of an API token, or undefined where it is not (or no longer) good. */
  async byApiToken(token: string, announce?: Announce): Promise<Actor | undefined> {
    const hash = hashOfApiToken(token);
    return hash === undefined ? undefined : this.identify({ kind: 'token', hash }, hash, announce);
  }

  /** The person of a personal feed address, with the keys that such an address opens. */
  async byFeedToken(token: string): Promise<Actor | undefined> {
    const hash = hashOfApiToken(token, 'feed');
    return hash === undefined ? undefined : this.identify({ kind: 'token', hash }, hash);
  }

  /** The person whose certificate has this fingerprint, with the keys that a feed address opens. That the client holds its key, a proxy has checked. */
  async byClientCertificate(fingerprint: string): Promise<Actor | undefined> {
    const hash = hashOfCertificate(fingerprint);
    return this.identify({ kind: 'token', hash }, hash);
  }

  private async identify(credential: Credential, hash: string, announce?: Announce): Promise<Actor | undefined> {
    announce?.(credential);
    try {
      const actor = await this.database.as({ credential }, (tx) => Promise.resolve(actorFrom(credential, tx.actor)));
      // A credential of its own, because what is held for the request only reads.
      if (this.isTouchDue(hash)) await this.database.as({ credential: { ...credential } }, (tx) => this.touch(tx, actor));
      return actor;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'UNAUTHENTICATED') return undefined;
      throw error;
    }
  }

  private isTouchDue(hash: string): boolean {
    const now = this.clock.nowMs();
    if (now - (this.touchedAt.get(hash) ?? -Infinity) < TOUCH_EVERY_MS) return false;
    if (this.touchedAt.size >= MAX_REMEMBERED) this.touchedAt.clear();
    this.touchedAt.set(hash, now);
    return true;
  }

  private async touch(tx: Transaction, actor: Actor): Promise<void> {
    if (actor.sessionId !== undefined) await this.sessions.touch(tx, actor.sessionId);
    else
      await tx.execute(
        `UPDATE accounts.api_token SET last_used_at = now()
         WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute') AND revoked_at IS NULL`,
        [actor.tokenId],
      );
  }
}
