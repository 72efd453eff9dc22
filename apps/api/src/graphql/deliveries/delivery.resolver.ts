import { can } from '#libs/access';
import { Database } from '#libs/database';
import { DeliveryQueries } from '#libs/deliveries';
import { SubscriptionQueries } from '#libs/subscriptions';
import { Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Advisory } from '../advisories/advisory.types.js';
import { fromCard } from '../advisories/to-advisory.js';
import type { ApiContext } from '../api-context.js';
import { Endpoint } from '../endpoints/endpoint.types.js';
import { toEndpoint } from '../endpoints/to-endpoint.js';
import { DateTime } from '../scalars.js';
import { Match } from '../subscriptions/subscription.types.js';
import { toSubscription } from '../subscriptions/to-subscription.js';
import { Attempt, Delivery, DeliveryCount } from './delivery.types.js';

/** What is read of a delivery only when it is asked for. */
@Resolver(() => Delivery)
export class DeliveryResolver {
  constructor(
    private readonly database: Database,
    private readonly queries: SubscriptionQueries,
  ) {}

  @ResolveField(() => [Attempt], { description: 'Every try, in its order.' })
  async attempts(@Parent() { uuid }: Delivery, @Context() { loaders }: ApiContext): Promise<Attempt[]> {
    return [...(await loaders.attempts.load(uuid))];
  }

  @ResolveField(() => Endpoint, { nullable: true, description: 'Where it goes.' })
  async endpoint(@Parent() { endpointId }: Delivery, @Context() { loaders }: ApiContext): Promise<Endpoint | null> {
    const endpoint = await loaders.endpoints.load(endpointId);
    return endpoint ? toEndpoint(endpoint) : null;
  }

  @ResolveField(() => Advisory, { nullable: true, description: 'What it is about; none of a digest, a test and a challenge.' })
  async advisory(@Parent() { advisoryId }: Delivery, @Context() { loaders }: ApiContext): Promise<Advisory | null> {
    const card = advisoryId ? await loaders.advisoryCards.load(advisoryId) : undefined;
    return card ? fromCard(card) : null;
  }

  @ResolveField(() => [Match], {
    description: 'Why it was sent: the subscriptions that brought it, and which of their criteria the advisory meets.',
  })
  async why(@Parent() { advisoryId, subscriptionNumbers }: Delivery, @Context() { actor, loaders }: ApiContext): Promise<Match[]> {
    const subscriptions = await loaders.subscriptionsByNumber.loadMany([...subscriptionNumbers]);
    const reasons = advisoryId
      ? await this.database.as(actor, (tx) => this.queries.reasons(tx, subscriptionNumbers, advisoryId))
      : undefined;
    return subscriptionNumbers.map((number, at) => {
      const subscription = subscriptions[at];
      if (subscription instanceof Error) throw subscription;
      return { subscription: subscription ? toSubscription(subscription) : null, reasons: [...(reasons?.get(number) ?? [])] };
    });
  }
}

/** What an endpoint did not get, and what its calls are signed with. */
@Resolver(() => Endpoint)
export class EndpointDeliveriesResolver {
  @ResolveField(() => Int, {
    description:
      'Alerts of the last 31 days that were not sent, because it was paused, disabled or suppressed, or because every try failed; `sendUnsentAlerts` sends them.',
  })
  async unsentAlerts(@Parent() { uuid }: Endpoint, @Context() { loaders }: ApiContext): Promise<number> {
    return loaders.unsentCounts.load(uuid);
  }

  @ResolveField(() => [DateTime], {
    description: 'Until when each earlier signing secret of a webhook still signs beside the newest; empty where none does.',
  })
  async oldSecretsUntil(@Parent() { uuid }: Endpoint, @Context() { loaders }: ApiContext): Promise<string[]> {
    return [...(await loaders.oldSecrets.load(uuid))];
  }
}

/** How the alerts about an advisory went; only of one that the viewer reads, since it is a field of it. */
@Resolver(() => Advisory)
export class AdvisoryDeliveriesResolver {
  constructor(private readonly deliveries: DeliveryQueries) {}

  @ResolveField(() => [DeliveryCount], {
    nullable: true,
    description: 'How many alerts about it stand where, by channel; for the operating CERT, null for anybody else.',
  })
  async deliveryCounts(@Parent() { uuid }: Advisory, @Context() { actor }: ApiContext): Promise<DeliveryCount[] | null> {
    return can(actor, 'delivery:pending_counts') ? this.deliveries.countsOf(actor, uuid) : null;
  }
}
