import { SendUnsent } from '#libs/deliveries';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { idOf } from '../global-id.js';
import { Input } from '../vocabulary/input.js';
import { SendUnsentAlertsInput } from './delivery.inputs.js';
import { ReplayDeliveriesPayload } from './delivery.payloads.js';

@Resolver()
export class UnsentAlertsResolver {
  constructor(private readonly unsent: SendUnsent) {}

  @Mutation(() => ReplayDeliveriesPayload, {
    description:
      'Sends the alerts that an endpoint missed in the last 31 days while it was paused, disabled or failing, under their message ids.',
  })
  async sendUnsentAlerts(@Input() input: SendUnsentAlertsInput, @Context() { actor }: ApiContext): Promise<ReplayDeliveriesPayload> {
    return this.unsent.execute(actor, { endpointId: idOf('Endpoint', input.endpointId) });
  }
}
