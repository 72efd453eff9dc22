import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { sessionHolder } from '../live-actor.js';
import { knownForm, readInput } from '../read-input.js';
import { Sessions } from '../sessions/sessions.js';

const INPUT = z.strictObject({ sessionId: z.string('an id') });

/** Ends another session of one's own. Throws NOT_FOUND for anybody else's and for one that has ended. */
@Injectable()
export class RevokeSession {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<void> {
    const sessionId = knownForm(readInput(INPUT, input).sessionId);
    await this.database.as(actor, async (tx) => {
      const { personId } = sessionHolder(tx, actor);
      if (!(await this.sessions.revoke(tx, personId, sessionId))) throw notFound();
      await this.audit.append(tx, actor, { action: 'session:revoke', subjectType: 'session', subjectId: sessionId });
    });
  }
}
