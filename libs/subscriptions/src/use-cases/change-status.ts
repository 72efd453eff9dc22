import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { authorizeKeeper } from '../owner.js';
import { SubscriptionRepository } from '../subscription.repository.js';
import type { Subscription, SubscriptionStatus } from '../subscription.js';

/** What pausing, resuming and cancelling have in common. */
@Injectable()
export class ChangeStatus {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Once or twice, the result is the same. Throws NOT_FOUND, or what keeps the actor from changing what is shared. */
  async to(actor: Actor, status: SubscriptionStatus, verb: 'pause' | 'resume' | 'cancel', id: unknown): Promise<Subscription> {
    return this.database.as(actor, async (tx) => {
      const subscription = await this.subscriptions.getForUpdate(tx, id);
      authorizeKeeper(tx, actor, 'subscription', subscription);
      if (subscription.status === status) return subscription;
      await this.audit.append(tx, actor, { action: `subscription:${verb}`, subjectType: 'subscription', subjectId: subscription.id });
      return this.subscriptions.update(tx, subscription.id, { status });
    });
  }
}
