import { systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { SecretBox } from '#libs/config';
import { isUuid, notFound } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { PublicSubscriptionsRepository } from '../public/public-subscriptions.repository.js';
import { readUnsubscribeToken, UNSUBSCRIBE_PURPOSE } from '../public/unsubscribe-token.js';
import type { UnsubscribeTarget } from '../public/unsubscribe-token.js';

const UNSUBSCRIBING = systemActor('unsubscribe');

interface Ended extends Record<string, unknown> {
  readonly person_id: string | null;
  readonly organisation_id: string | null;
}

/**
 * One click in a mail (RFC 8058): that subscription brings nothing to that address any more. A public one ends; a member's keeps its other
 * endpoints, and is paused where it has none.
 */
@Injectable()
export class Unsubscribe {
  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
    private readonly repository: PublicSubscriptionsRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Needs nobody signed in. A second click changes nothing. Throws NOT_FOUND for a token that is not ours, and tells no more. */
  async execute(actor: Actor, input: { readonly token: string }): Promise<void> {
    const target = readUnsubscribeToken(input.token, [this.box.sign(UNSUBSCRIBE_PURPOSE, 'v1')]);
    if (target === undefined || !isUuid(target.subscriptionId) || !isUuid(target.endpointId)) throw notFound();
    await this.database.as(UNSUBSCRIBING, async (tx) => {
      const found = await tx.find<Ended>(
        `SELECT person_id, organisation_id FROM subscriptions.subscription WHERE id = $1 AND status <> 'cancelled' FOR UPDATE`,
        [target.subscriptionId],
      );
      if (found === undefined) return;
      if (found.person_id === null && found.organisation_id === null) {
        await this.repository.cancel(tx, target.subscriptionId, target.endpointId);
      } else {
        await unlink(tx, target);
      }
      await this.audit.append(tx, actor, {
        action: 'subscription:unsubscribe',
        subjectType: 'subscription',
        subjectId: target.subscriptionId,
        detail: { endpointId: target.endpointId },
        ...(found.organisation_id ? { organisationId: found.organisation_id } : {}),
      });
    });
  }
}

async function unlink(tx: Transaction, { subscriptionId, endpointId }: UnsubscribeTarget): Promise<void> {
  await tx.execute('DELETE FROM subscriptions.subscription_endpoint WHERE subscription_id = $1 AND endpoint_id = $2', [
    subscriptionId,
    endpointId,
  ]);
  await tx.execute(
    `UPDATE subscriptions.subscription s SET status = 'paused', updated_at = now() WHERE s.id = $1 AND s.status = 'active'
       AND NOT EXISTS (SELECT FROM subscriptions.subscription_endpoint l WHERE l.subscription_id = s.id)`,
    [subscriptionId],
  );
}
