import { createHash } from 'node:crypto';
import { newId, randomSecret } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';

/** NIST SP 800-63B-4, AAL2: an hour without use, a day in all. */
const IDLE_MINUTES = 60;
const ABSOLUTE_HOURS = 24;
/** More open sessions than a person can mean to have; the oldest ends. */
const MAX_SESSIONS = 20;

const SESSION_TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A new session, its token given to the caller this once. */
export interface NewSession {
  readonly sessionId: string;
  /** 32 random bytes in base64url; what the cookie holds. */
  readonly token: string;
  readonly assurance: 1 | 2;
  /** ISO 8601; the absolute end. */
  readonly expiresAt: string;
}

/** The hash under which a session's token is stored, in lower-case hex; undefined for what cannot be one. */
export function hashOfSessionToken(token: string): string | undefined {
  return SESSION_TOKEN.test(token) ? createHash('sha256').update(token).digest('hex') : undefined;
}

@Injectable()
export class Sessions {
  /**
   * The one way in: every path that ends in a signed-in person (password, second factor, later passkey and OpenID) ends here.
   * Runs in the system context `sign-in`, the only one that the database lets make a session.
   */
  async createSession(
    tx: Transaction,
    person: { readonly personId: string; readonly userAgent?: string | undefined },
    assurance: 1 | 2,
  ): Promise<NewSession> {
    const token = randomSecret(32);
    const sessionId = newId();
    const rows = await tx.query<{ expires_at: string }>(
      `INSERT INTO accounts.session (id, hash, person_id, assurance, idle_expires_at, expires_at, user_agent)
       VALUES ($1, $2, $3, $4, now() + $5 * interval '1 minute', now() + $6 * interval '1 hour', $7) RETURNING expires_at`,
      [
        sessionId,
        Buffer.from(hashOfSessionToken(token) ?? '', 'hex'),
        person.personId,
        assurance,
        IDLE_MINUTES,
        ABSOLUTE_HOURS,
        person.userAgent ?? '',
      ],
    );
    await tx.execute(
      `UPDATE accounts.session SET revoked_at = now() WHERE id IN (SELECT id FROM accounts.session
       WHERE person_id = $1 AND revoked_at IS NULL AND expires_at > now() ORDER BY created_at DESC, id OFFSET $2)`,
      [person.personId, MAX_SESSIONS],
    );
    return { sessionId, token, assurance, expiresAt: rows[0]?.expires_at ?? '' };
  }

  /** Moves the idle end on. At most once a minute is written, whoever asks. */
  async touch(tx: Transaction, sessionId: string): Promise<void> {
    await tx.execute(
      `UPDATE accounts.session SET last_used_at = now(), idle_expires_at = least(now() + $2 * interval '1 minute', expires_at)
       WHERE id = $1 AND last_used_at < now() - interval '1 minute' AND revoked_at IS NULL`,
      [sessionId, IDLE_MINUTES],
    );
  }

  /** Ends one session of the person; whether there was one. */
  async revoke(tx: Transaction, personId: string, sessionId: string): Promise<boolean> {
    const ended = await tx.execute(
      'UPDATE accounts.session SET revoked_at = now() WHERE id = $2 AND person_id = $1 AND revoked_at IS NULL AND expires_at > now()',
      [personId, sessionId],
    );
    return ended === 1;
  }

  /** Ends all sessions of the person but one, and answers how many. */
  async revokeAllBut(tx: Transaction, personId: string, keptSessionId: string | undefined): Promise<number> {
    return tx.execute(
      'UPDATE accounts.session SET revoked_at = now() WHERE person_id = $1 AND id IS DISTINCT FROM $2 AND revoked_at IS NULL',
      [personId, keptSessionId ?? null],
    );
  }
}
