import { Database } from '#libs/database';
import {
  AskConfirmationAgain,
  ConfirmEndpoint,
  CreateEmailEndpoint,
  CreateWebhookEndpoint,
  RotateEndpointSecret,
  SubscriptionQueries,
} from '#libs/subscriptions';
import type { NewEmailEndpoint, NewWebhookEndpoint } from '#libs/subscriptions';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { given } from '../vocabulary/given.js';
import { Input } from '../vocabulary/input.js';
import { PageArgs, placedPage, placedPageOf, toConnection } from '../connection.js';
import { idOf, toGlobalId } from '../global-id.js';
import {
  AskConfirmationAgainInput,
  ConfirmEndpointInput,
  CreateEmailEndpointInput,
  CreateWebhookEndpointInput,
  RotateEndpointSecretInput,
} from './endpoint.inputs.js';
import { ConfirmEndpointPayload, EndpointPayload, EndpointSecretPayload } from './endpoint.payloads.js';
import { EndpointConnection } from './endpoint.types.js';
import { toEndpoint } from './to-endpoint.js';

@Resolver()
export class EndpointListResolver {
  constructor(
    private readonly database: Database,
    private readonly queries: SubscriptionQueries,
  ) {}

  @Query(() => EndpointConnection, { description: "One's own endpoints and those that the organisation shares, newest first." })
  async endpoints(@Args() page: PageArgs, @Context() { actor }: ApiContext): Promise<EndpointConnection> {
    const { endpoints, hasMore } = await this.database.as(actor, (tx) => this.queries.endpoints(tx, placedPageOf(page)));
    return toConnection(
      placedPage(endpoints, hasMore, ({ createdAt, id }) => ({ at: createdAt, id })),
      toEndpoint,
    );
  }
}

/** New endpoints, until they are confirmed. */
@Resolver()
export class NewEndpointsResolver {
  constructor(
    private readonly email: CreateEmailEndpoint,
    private readonly webhook: CreateWebhookEndpoint,
    private readonly confirm: ConfirmEndpoint,
    private readonly again: AskConfirmationAgain,
    private readonly rotate: RotateEndpointSecret,
  ) {}

  @Mutation(() => EndpointPayload, {
    description: 'Adds a mailbox. Nothing goes there but the question whether it is wanted, until the link in that mail is followed.',
  })
  async createEmailEndpoint(@Input() input: CreateEmailEndpointInput, @Context() { actor }: ApiContext): Promise<EndpointPayload> {
    return { endpoint: toEndpoint(await this.email.execute(actor, given(input) as NewEmailEndpoint)) };
  }

  @Mutation(() => EndpointSecretPayload, {
    description:
      'Adds a webhook. It is asked at once, by a signed `endpoint.challenge`, to answer 2xx with `{"challenge": "<data.challenge>"}`; a receiver that cannot is confirmed by confirmEndpoint.',
  })
  async createWebhookEndpoint(
    @Input() input: CreateWebhookEndpointInput,
    @Context() { actor }: ApiContext,
  ): Promise<EndpointSecretPayload> {
    const { endpoint, secret } = await this.webhook.execute(actor, given(input) as NewWebhookEndpoint);
    return { endpoint: toEndpoint(endpoint), secret };
  }

  @Mutation(() => ConfirmEndpointPayload, {
    description: 'Confirms an endpoint with the token that it received. Whoever holds it has shown that the address is theirs.',
  })
  async confirmEndpoint(@Input() input: ConfirmEndpointInput, @Context() { actor }: ApiContext): Promise<ConfirmEndpointPayload> {
    const { id, channel } = await this.confirm.execute(actor, { token: input.token });
    return { id: toGlobalId('Endpoint', id), channel };
  }

  @Mutation(() => EndpointPayload, { description: 'Sends the mail or the challenge once more, with a new token.' })
  async askConfirmationAgain(@Input() input: AskConfirmationAgainInput, @Context() { actor }: ApiContext): Promise<EndpointPayload> {
    return { endpoint: toEndpoint(await this.again.execute(actor, { endpointId: idOf('Endpoint', input.id) })) };
  }

  @Mutation(() => EndpointSecretPayload, {
    description: 'Gives a webhook a new signing secret; for 24 hours calls are signed with the old one as well.',
  })
  async rotateEndpointSecret(@Input() input: RotateEndpointSecretInput, @Context() { actor }: ApiContext): Promise<EndpointSecretPayload> {
    const { endpoint, secret } = await this.rotate.execute(actor, { endpointId: idOf('Endpoint', input.id) });
    return { endpoint: toEndpoint(endpoint), secret };
  }
}
