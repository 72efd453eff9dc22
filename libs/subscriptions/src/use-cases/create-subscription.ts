import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { newId } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { LinkedEndpoints } from '../linked-endpoints.js';
import { authorizedOwner } from '../owner.js';
import { readInput } from '../read-input.js';
import { NEW_SUBSCRIPTION } from '../subscription-input.js';
import type { NewSubscription } from '../subscription-input.js';
import { SubscriptionRepository } from '../subscription.repository.js';
import { tooMany } from '../subscription.errors.js';
import { SUBSCRIPTION_LIMITS } from '../subscription.js';
import type { Subscription } from '../subscription.js';

/** Writes down a wish, of a person or shared by their organisation. It counts from the next advisory on. */
@Injectable()
export class CreateSubscription {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionRepository,
    private readonly endpoints: LinkedEndpoints,
    private readonly audit: AuditLog,
  ) {}

  /** Throws INVALID_INPUT, TOO_MANY, or what keeps the actor from sharing. */
  async execute(actor: Actor, input: NewSubscription): Promise<Subscription> {
    const { endpointIds, isShared, ...wanted } = readInput(NEW_SUBSCRIPTION, input);
    return this.database.as(actor, async (tx) => {
      const owner = authorizedOwner(tx, actor, 'subscription', isShared);
      const most = isShared ? SUBSCRIPTION_LIMITS.perOrganisation : SUBSCRIPTION_LIMITS.perPerson;
      if ((await this.subscriptions.countOf(tx, owner)) >= most) throw tooMany('subscriptions', most);
      const subscription = await this.subscriptions.insert(tx, { ...wanted, id: newId(), owner, status: 'active' });
      await this.endpoints.link(tx, subscription, endpointIds);
      await this.audit.append(tx, actor, { action: 'subscription:create', subjectType: 'subscription', subjectId: subscription.id });
      return subscription;
    });
  }
}
