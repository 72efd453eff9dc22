import { AllowAmber, DeleteEndpoint, PauseEndpoint, ResumeEndpoint, SetOpenPgpKey } from '#libs/subscriptions';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { Input } from '../vocabulary/input.js';
import { idOf, toGlobalId } from '../global-id.js';
import { AllowAmberInput, DeleteEndpointInput, PauseEndpointInput, ResumeEndpointInput, SetOpenPgpKeyInput } from './endpoint.inputs.js';
import { DeleteEndpointPayload, EndpointPayload } from './endpoint.payloads.js';
import { toEndpoint } from './to-endpoint.js';

/** What is done with an endpoint that is there. */
@Resolver()
export class EndpointsResolver {
  constructor(
    private readonly pause: PauseEndpoint,
    private readonly resume: ResumeEndpoint,
    private readonly end: DeleteEndpoint,
    private readonly amber: AllowAmber,
    private readonly key: SetOpenPgpKey,
  ) {}

  @Mutation(() => EndpointPayload, { description: 'Pauses an endpoint: what is published meanwhile is not sent to it.' })
  async pauseEndpoint(@Input() input: PauseEndpointInput, @Context() { actor }: ApiContext): Promise<EndpointPayload> {
    return { endpoint: toEndpoint(await this.pause.execute(actor, { endpointId: idOf('Endpoint', input.id) })) };
  }

  @Mutation(() => EndpointPayload, { description: 'Resumes an endpoint that was paused, or disabled after failures.' })
  async resumeEndpoint(@Input() input: ResumeEndpointInput, @Context() { actor }: ApiContext): Promise<EndpointPayload> {
    return { endpoint: toEndpoint(await this.resume.execute(actor, { endpointId: idOf('Endpoint', input.id) })) };
  }

  @Mutation(() => DeleteEndpointPayload, { description: 'Ends an endpoint for ever. Its deliveries stay in the log.' })
  async deleteEndpoint(@Input() input: DeleteEndpointInput, @Context() { actor }: ApiContext): Promise<DeleteEndpointPayload> {
    const id = await this.end.execute(actor, { endpointId: idOf('Endpoint', input.id) });
    return { deletedId: toGlobalId('Endpoint', id) };
  }

  @Mutation(() => EndpointPayload, {
    description: 'Lets the content of TLP:AMBER go to a confirmed https webhook that the organisation shares, or no longer.',
  })
  async allowAmber(@Input() input: AllowAmberInput, @Context() { actor }: ApiContext): Promise<EndpointPayload> {
    const { id, isAllowed } = input;
    return { endpoint: toEndpoint(await this.amber.execute(actor, { endpointId: idOf('Endpoint', id), isAllowed })) };
  }

  @Mutation(() => EndpointPayload, { description: 'Sets the OpenPGP key that mail of TLP:AMBER is encrypted to, or takes it away.' })
  async setOpenPgpKey(@Input() input: SetOpenPgpKeyInput, @Context() { actor }: ApiContext): Promise<EndpointPayload> {
    const { id, publicKey } = input;
    return { endpoint: toEndpoint(await this.key.execute(actor, { endpointId: idOf('Endpoint', id), publicKey: publicKey ?? null })) };
  }
}
