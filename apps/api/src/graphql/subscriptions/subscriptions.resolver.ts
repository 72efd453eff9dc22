import { Database } from '#libs/database';
import {
  CancelSubscription,
  CreateSubscription,
  PauseSubscription,
  ResumeSubscription,
  SubscriptionQueries,
  UpdateSubscription,
} from '#libs/subscriptions';
import type { NewSubscription, SubscriptionChange } from '#libs/subscriptions';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { given } from '../vocabulary/given.js';
import { Input } from '../vocabulary/input.js';
import { PageArgs, placedPage, placedPageOf, toConnection } from '../connection.js';
import { Endpoint } from '../endpoints/endpoint.types.js';
import { toEndpoint } from '../endpoints/to-endpoint.js';
import { idOf } from '../global-id.js';
import type { CriteriaInput } from './criteria.inputs.js';
import {
  CancelSubscriptionInput,
  CreateSubscriptionInput,
  PauseSubscriptionInput,
  ResumeSubscriptionInput,
  UpdateSubscriptionInput,
} from './subscription.inputs.js';
import { SubscriptionConnection, SubscriptionPayload, AlertSubscription } from './subscription.types.js';
import { toSubscription } from './to-subscription.js';

@Resolver(() => AlertSubscription)
export class SubscriptionsResolver {
  constructor(
    private readonly database: Database,
    private readonly queries: SubscriptionQueries,
  ) {}

  @Query(() => SubscriptionConnection, { description: "One's own subscriptions and those that the organisation shares, newest first." })
  async subscriptions(@Args() page: PageArgs, @Context() { actor }: ApiContext): Promise<SubscriptionConnection> {
    const { subscriptions, hasMore } = await this.database.as(actor, (tx) => this.queries.subscriptions(tx, placedPageOf(page)));
    return toConnection(
      placedPage(subscriptions, hasMore, ({ createdAt, id }) => ({ at: createdAt, id })),
      toSubscription,
    );
  }

  @ResolveField(() => [Endpoint], { description: 'Where alerts go.' })
  async endpoints(@Parent() { uuid }: AlertSubscription, @Context() { loaders }: ApiContext): Promise<Endpoint[]> {
    return (await loaders.endpointsOf.load(uuid)).map(toEndpoint);
  }
}

@Resolver()
export class SubscriptionChangesResolver {
  constructor(
    private readonly create: CreateSubscription,
    private readonly update: UpdateSubscription,
    private readonly pause: PauseSubscription,
    private readonly resume: ResumeSubscription,
    private readonly cancel: CancelSubscription,
  ) {}

  @Mutation(() => SubscriptionPayload, { description: 'Adds a subscription.' })
  async createSubscription(@Input() input: CreateSubscriptionInput, @Context() { actor }: ApiContext): Promise<SubscriptionPayload> {
    return { subscription: toSubscription(await this.create.execute(actor, wish(input) as NewSubscription)) };
  }

  @Mutation(() => SubscriptionPayload, { description: 'Changes what is asked for, how often, or where to.' })
  async updateSubscription(@Input() input: UpdateSubscriptionInput, @Context() { actor }: ApiContext): Promise<SubscriptionPayload> {
    const change = { ...wish(input), id: idOf('AlertSubscription', input.id) } as SubscriptionChange;
    return { subscription: toSubscription(await this.update.execute(actor, change)) };
  }

  @Mutation(() => SubscriptionPayload, { description: 'Pauses a subscription.' })
  async pauseSubscription(@Input() input: PauseSubscriptionInput, @Context() { actor }: ApiContext): Promise<SubscriptionPayload> {
    return { subscription: toSubscription(await this.pause.execute(actor, { id: idOf('AlertSubscription', input.id) })) };
  }

  @Mutation(() => SubscriptionPayload, { description: 'Resumes a subscription.' })
  async resumeSubscription(@Input() input: ResumeSubscriptionInput, @Context() { actor }: ApiContext): Promise<SubscriptionPayload> {
    return { subscription: toSubscription(await this.resume.execute(actor, { id: idOf('AlertSubscription', input.id) })) };
  }

  @Mutation(() => SubscriptionPayload, { description: 'Ends a subscription for ever.' })
  async cancelSubscription(@Input() input: CancelSubscriptionInput, @Context() { actor }: ApiContext): Promise<SubscriptionPayload> {
    return { subscription: toSubscription(await this.cancel.execute(actor, { id: idOf('AlertSubscription', input.id) })) };
  }
}

/** What is given, with ids in place of opaque ones; libs/subscriptions checks it. */
function wish(input: { readonly endpointIds?: string[] | null; readonly criteria?: CriteriaInput | null }): Record<string, unknown> {
  const { endpointIds, criteria, ...rest } = given(input);
  return {
    ...rest,
    ...(criteria ? { criteria: given(criteria) } : {}),
    ...(endpointIds ? { endpointIds: endpointIds.map((id) => idOf('Endpoint', id)) } : {}),
  };
}
