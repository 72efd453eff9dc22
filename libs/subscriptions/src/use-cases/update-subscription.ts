import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { LinkedEndpoints } from '../linked-endpoints.js';
import { authorizeKeeper } from '../owner.js';
import { readInput } from '../read-input.js';
import { SUBSCRIPTION_CHANGE } from '../subscription-input.js';
import type { SubscriptionChange } from '../subscription-input.js';
import { SubscriptionRepository } from '../subscription.repository.js';
import type { SubscriptionPatch } from '../subscription.repository.js';
import type { Subscription } from '../subscription.js';

/** Changes what is wanted, how often, or where to. */
@Injectable()
export class UpdateSubscription {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionRepository,
    private readonly endpoints: LinkedEndpoints,
    private readonly audit: AuditLog,
  ) {}

  /** What is not given stays. Throws NOT_FOUND, INVALID_INPUT, or what keeps the actor from changing what is shared. */
  async execute(actor: Actor, input: SubscriptionChange): Promise<Subscription> {
    const { id, endpointIds, ...given } = readInput(SUBSCRIPTION_CHANGE, input);
    const patch = withoutNothing(given);
    return this.database.as(actor, async (tx) => {
      const subscription = await this.subscriptions.getForUpdate(tx, id);
      authorizeKeeper(tx, actor, 'subscription', subscription);
      if (endpointIds) await this.endpoints.link(tx, subscription, endpointIds);
      const changed = await this.subscriptions.update(tx, subscription.id, patch);
      const fields = [...Object.keys(patch), ...(endpointIds ? ['endpoints'] : [])];
      await this.audit.append(tx, actor, { action: 'subscription:update', subjectType: 'subscription', subjectId: id, detail: { fields } });
      return changed;
    });
  }
}

type Given = { readonly [Field in keyof SubscriptionPatch]: SubscriptionPatch[Field] | null | undefined };

function withoutNothing(given: Given): SubscriptionPatch {
  const entries: [string, unknown][] = Object.entries(given);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null));
}
