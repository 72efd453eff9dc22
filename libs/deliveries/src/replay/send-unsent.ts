import { authorize } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { endpointNotActive } from '../delivery.errors.js';
import { readId } from '../input.js';
import { sendAgain } from './send-again.js';
import { unsentOf } from './unsent.js';

/** In one transaction; what is left is counted still, and asked for again. */
const MAX_DELIVERIES = 10_000;

/**
 * Sends the alerts that one endpoint missed while it was paused, disabled or failing, with the message ids that they had. Whether each may still be sent
 * is asked at the sending.
 */
@Injectable()
export class SendUnsent {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  /** Answers with how many are on their way. Throws NOT_FOUND, NOT_ALLOWED, or ENDPOINT_NOT_ACTIVE where they would be held back again. */
  async execute(actor: Actor, input: { readonly endpointId: string }): Promise<{ readonly deliveries: number }> {
    const endpointId = readId(input.endpointId);
    return this.database.as(actor, async (tx) => {
      const endpoint = await tx.find<{ status: string }>(
        `SELECT status FROM subscriptions.endpoint
         WHERE id = $1 AND deleted_at IS NULL AND (person_id = access.person_id() OR organisation_id = access.organisation_id())`,
        [endpointId],
      );
      if (endpoint === undefined) throw notFound();
      authorize(actor, 'delivery:resend');
      if (endpoint.status !== 'active') throw endpointNotActive();
      const ids = await unsentOf(tx, endpointId, MAX_DELIVERIES);
      if (ids.length === 0) return { deliveries: 0 };
      await sendAgain(tx, ids);
      const detail = { deliveries: ids.length };
      await this.audit.append(tx, actor, { action: 'delivery:send_unsent', subjectType: 'endpoint', subjectId: endpointId, detail });
      return { deliveries: ids.length };
    });
  }
}
