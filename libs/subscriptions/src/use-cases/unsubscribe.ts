import { systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { MailedSubscriptionsReader } from '../public/mailed-subscriptions.js';
import { PublicSubscriptionsRepository } from '../public/public-subscriptions.repository.js';
import type { Subscription } from '../subscription.js';

const UNSUBSCRIBING = systemActor('unsubscribe');

/**
 * One click in a mail (RFC 8058): whoever presses it wants no more mails like this one, so every subscription that brought it brings nothing to that address
 * any more. A public one ends; a member's keeps its other endpoints, and is paused where it has none.
 */
@Injectable()
export class Unsubscribe {
  constructor(
    private readonly database: Database,
    private readonly mailed: MailedSubscriptionsReader,
    private readonly repository: PublicSubscriptionsRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Needs nobody signed in. A second click changes nothing. Throws NOT_FOUND for a token that is not ours, and tells no more. */
  async execute(actor: Actor, input: { readonly token: string }): Promise<void> {
    await this.database.as(UNSUBSCRIBING, async (tx) => {
      const { endpointId, subscriptions } = await this.mailed.read(tx, input.token, true);
      for (const subscription of subscriptions) await this.end(tx, actor, subscription, endpointId);
    });
  }

  private async end(tx: Transaction, actor: Actor, { id, personId, organisationId }: Subscription, endpointId: string): Promise<void> {
    const isPublic = personId === undefined && organisationId === undefined;
    await (isPublic ? this.repository.cancel(tx, id, endpointId) : unlink(tx, id, endpointId));
    await this.audit.append(tx, actor, {
      action: 'subscription:unsubscribe',
      subjectType: 'subscription',
      subjectId: id,
      detail: { endpointId },
      ...(organisationId ? { organisationId } : {}),
    });
  }
}

async function unlink(tx: Transaction, subscriptionId: string, endpointId: string): Promise<void> {
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
