import { authorize } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { alreadyPending, cannotBeResent, superseded } from '../delivery.errors.js';
import { readId } from '../input.js';
import { sendAgain } from './send-again.js';

interface DeliveryRow extends Record<string, unknown> {
  readonly status: string;
  readonly event: string;
  readonly reason: string | null;
}

/**
 * Sends one alert again, with the same message id. Throws `not_found`, `ALREADY_PENDING`, `SUPERSEDED`, or `CANNOT_BE_RESENT` for a challenge
 * and for a digest of which nothing was left.
 */
@Injectable()
export class ResendDelivery {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: { readonly deliveryId: string }): Promise<{ readonly deliveryId: string }> {
    const deliveryId = readId(input.deliveryId);
    await this.database.as(actor, async (tx) => {
      const delivery = await tx.find<DeliveryRow>(
        `SELECT status, event, reason FROM deliveries.delivery
         WHERE id = $1 AND (person_id = access.person_id() OR organisation_id = access.organisation_id()) FOR UPDATE`,
        [deliveryId],
      );
      if (delivery === undefined) throw notFound();
      authorize(actor, 'delivery:resend');
      if (delivery.status === 'pending') throw alreadyPending();
      if (delivery.status === 'superseded') throw superseded();
      if (delivery.event === 'endpoint.challenge' || delivery.reason === 'empty_digest') throw cannotBeResent();
      await sendAgain(tx, [deliveryId]);
      await this.audit.append(tx, actor, { action: 'delivery:resend', subjectType: 'delivery', subjectId: deliveryId });
    });
    return { deliveryId };
  }
}
