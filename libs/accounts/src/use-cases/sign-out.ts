import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { sessionHolder } from '../live-actor.js';
import { Sessions } from '../sessions/sessions.js';

/** Ends the session that asks. */
@Injectable()
export class SignOut {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor): Promise<void> {
    await this.database.as(actor, async (tx) => {
      const { personId, sessionId } = sessionHolder(tx, actor);
      await this.sessions.revoke(tx, personId, sessionId);
      await this.audit.append(tx, actor, { action: 'session:end', subjectType: 'session', subjectId: sessionId });
    });
  }
}
