import type { Actor } from '#libs/access';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import type { MatchReason } from '#libs/renditions';
import { Injectable } from '@nestjs/common';
import { reasonsBySubscription } from '../criteria/matching.js';
import { knownForm } from '../read-input.js';
import { SubscriptionRepository } from '../subscription.repository.js';

/** "Why did I get this?": the criteria of a subscription that an advisory meets as it is published now. */
@Injectable()
export class ExplainMatch {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionRepository,
  ) {}

  /** Empty where it does not match, or the advisory is hidden. Throws NOT_FOUND where the subscription is not the actor's to see. */
  async execute(actor: Actor, input: { readonly subscriptionId: string; readonly advisoryId: string }): Promise<readonly MatchReason[]> {
    return this.database.as(actor, async (tx) => {
      const subscription = await this.subscriptions.find(tx, input.subscriptionId);
      if (subscription === undefined) throw notFound();
      const reasons = await reasonsBySubscription(tx, [subscription.number], knownForm(input.advisoryId));
      return reasons.get(subscription.number) ?? [];
    });
  }
}
