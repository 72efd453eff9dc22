import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sessionHolder } from '../live-actor.js';
import { Sessions } from '../sessions/sessions.js';

/** Ends all sessions of one's own but the one that asks, and answers how many. */
@Injectable()
export class RevokeOtherSessions {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor): Promise<{ readonly revoked: number }> {
    return this.database.as(actor, async (tx) => {
      const { personId, sessionId } = sessionHolder(tx, actor);
      const revoked = await this.sessions.revokeAllBut(tx, personId, sessionId);
      await this.audit.append(tx, actor, {
        action: 'session:revoke_others',
        subjectType: 'person',
        subjectId: personId,
        detail: { revoked },
      });
      return { revoked };
    });
  }
}
