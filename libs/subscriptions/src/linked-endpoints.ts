import { isUuid } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { EndpointRepository } from './endpoint/endpoint.repository.js';
import { unknownEndpoints } from './subscription.errors.js';
import type { Subscription } from './subscription.js';
import { SubscriptionRepository } from './subscription.repository.js';

/** Where the alerts of a subscription go. */
@Injectable()
export class LinkedEndpoints {
  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly endpoints: EndpointRepository,
  ) {}

  /** Exactly these. Throws INVALID_INPUT at the places of endpoints that the owner of the subscription does not have. */
  async link(tx: Transaction, subscription: Subscription, endpointIds: readonly string[]): Promise<void> {
    const ids = endpointIds.map((id) => id.toLowerCase());
    const owned = await this.endpoints.ownedAmong(tx, ids.filter(isUuid), subscription);
    const unknown = ids.flatMap((id, at) => (owned.has(id) ? [] : [at]));
    if (unknown.length > 0) throw unknownEndpoints(unknown);
    await this.subscriptions.link(tx, subscription.id, ids);
  }
}
