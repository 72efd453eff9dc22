import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sessionHolder } from '../live-actor.js';

/** An open session. Instants are ISO 8601. */
export interface SessionInfo {
  readonly id: string;
  readonly isCurrent: boolean;
  readonly assurance: 1 | 2;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
  readonly userAgent: string;
}

/** One's own open sessions, the last used first. */
@Injectable()
export class ListSessions {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor): Promise<SessionInfo[]> {
    return this.database.as(actor, (tx) => {
      const { personId, sessionId } = sessionHolder(tx, actor);
      return tx.query<SessionInfo>(
        `SELECT id, id = $2 AS "isCurrent", assurance, created_at AS "createdAt", last_used_at AS "lastUsedAt", expires_at AS "expiresAt",
           user_agent AS "userAgent"
         FROM accounts.session WHERE person_id = $1 AND revoked_at IS NULL AND idle_expires_at > now() AND expires_at > now()
         ORDER BY last_used_at DESC, id`,
        [personId, sessionId],
      );
    });
  }
}
