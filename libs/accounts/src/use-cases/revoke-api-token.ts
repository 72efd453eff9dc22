import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { authorizeLive } from '../live-actor.js';
import { knownForm, readInput } from '../read-input.js';

const INPUT = z.strictObject({ tokenId: z.string('an id') });

/** Ends a token of one's own at once. Throws NOT_FOUND for anybody else's and for one that has ended. */
@Injectable()
export class RevokeApiToken {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<void> {
    const tokenId = knownForm(readInput(INPUT, input).tokenId);
    await this.database.as(actor, async (tx) => {
      const { personId } = authorizeLive(tx, actor, 'token:manage');
      const revoked = await tx.execute(
        'UPDATE accounts.api_token SET revoked_at = now() WHERE id = $1 AND person_id = $2 AND revoked_at IS NULL',
        [tokenId, personId],
      );
      if (revoked === 0) throw notFound();
      await this.audit.append(tx, actor, { action: 'token:revoke', subjectType: 'token', subjectId: tokenId });
    });
  }
}
