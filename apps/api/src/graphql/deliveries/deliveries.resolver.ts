import type { Actor } from '#libs/access';
import { notFound } from '#libs/core';
import { cursorOf, DeliveryQueries, ReplayDeliveries, ResendDelivery, SendingPause, SendTestAlert } from '#libs/deliveries';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { given } from '../vocabulary/given.js';
import { Input } from '../vocabulary/input.js';
import { PageArgs, pageOf, toConnection } from '../connection.js';
import { idOf } from '../global-id.js';
import { DeliveryFilterInput, ReplayDeliveriesInput, ResendDeliveryInput, SendTestAlertInput } from './delivery.inputs.js';
import { DeliveryPayload, ReplayDeliveriesPayload } from './delivery.payloads.js';
import { DeliveryConnection, PendingDeliveries } from './delivery.types.js';
import { toDelivery } from './to-delivery.js';

@Resolver()
export class DeliveriesResolver {
  constructor(
    private readonly queries: DeliveryQueries,
    private readonly pause: SendingPause,
    private readonly test: SendTestAlert,
    private readonly resend: ResendDelivery,
    private readonly replay: ReplayDeliveries,
  ) {}

  @Query(() => DeliveryConnection, {
    description: "The alerts to one's own endpoints and those that the organisation shares, newest first.",
  })
  async deliveries(
    @Args() page: PageArgs,
    @Context() { actor }: ApiContext,
    @Args('filter', { type: () => DeliveryFilterInput, nullable: true, description: 'What the list is narrowed to.' })
    filter?: DeliveryFilterInput | null,
  ): Promise<DeliveryConnection> {
    const { deliveries, hasNextPage } = await this.queries.list(actor, filter ? filterFrom(filter) : {}, pageOf(page));
    return toConnection({ items: deliveries, cursors: deliveries.map(cursorOf), hasNextPage }, toDelivery);
  }

  @Query(() => [PendingDeliveries], { description: 'What is still to be sent, by channel; for the operating CERT.' })
  async pendingDeliveries(@Context() { actor }: ApiContext): Promise<PendingDeliveries[]> {
    const counts = await this.queries.pendingCounts(actor);
    const pause = await this.pause.state();
    return counts.map((count) => ({ ...count, ...pause, oldestDueSeconds: Math.round(count.oldestDueSeconds) }));
  }

  @Mutation(() => DeliveryPayload, { description: 'Sends a harmless message to an endpoint, on the way that alerts take.' })
  async sendTestAlert(@Input() input: SendTestAlertInput, @Context() { actor }: ApiContext): Promise<DeliveryPayload> {
    const { deliveryId } = await this.test.execute(actor, { endpointId: idOf('Endpoint', input.endpointId) });
    return this.after(actor, deliveryId);
  }

  @Mutation(() => DeliveryPayload, { description: 'Sends an alert again, under the same message id.' })
  async resendDelivery(@Input() input: ResendDeliveryInput, @Context() { actor }: ApiContext): Promise<DeliveryPayload> {
    const { deliveryId } = await this.resend.execute(actor, { deliveryId: idOf('Delivery', input.id) });
    return this.after(actor, deliveryId);
  }

  @Mutation(() => ReplayDeliveriesPayload, {
    description: 'Sends the alerts of one endpoint in a range of time again, under their message ids.',
  })
  async replayDeliveries(@Input() input: ReplayDeliveriesInput, @Context() { actor }: ApiContext): Promise<ReplayDeliveriesPayload> {
    const { endpointId, from, to, onlyUnsent, dryRun } = input;
    return this.replay.execute(actor, {
      endpointId: idOf('Endpoint', endpointId),
      from,
      to,
      include: onlyUnsent ? 'unsent' : 'all',
      isDryRun: dryRun,
    });
  }

  private async after(actor: Actor, id: string): Promise<DeliveryPayload> {
    const [delivery] = await this.queries.byIds(actor, [id]);
    if (!delivery) throw notFound();
    return { delivery: toDelivery(delivery) };
  }
}

function filterFrom({ endpointId, advisoryId, ...filter }: DeliveryFilterInput) {
  return {
    ...given(filter),
    ...(endpointId ? { endpointId: idOf('Endpoint', endpointId) } : {}),
    ...(advisoryId ? { advisoryId: idOf('Advisory', advisoryId) } : {}),
  };
}
