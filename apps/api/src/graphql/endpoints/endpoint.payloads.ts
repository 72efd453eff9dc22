import { Field, ID, ObjectType } from '@nestjs/graphql';
import { ChannelEnum } from '../vocabulary/enums.js';
import { Endpoint } from './endpoint.types.js';

@ObjectType({ description: 'An endpoint after a change.' })
export class EndpointPayload {
  @Field(() => Endpoint, { description: 'As it is now.' })
  endpoint: Endpoint;
}

@ObjectType({ description: 'A webhook with its signing secret.' })
export class EndpointSecretPayload {
  @Field(() => Endpoint, { description: 'The webhook.' })
  endpoint: Endpoint;

  @Field(() => String, { description: '`whsec_…` (Standard Webhooks 1.0.0). Shown once.' })
  secret: string;
}

@ObjectType({ description: 'An endpoint was confirmed.' })
export class ConfirmEndpointPayload {
  @Field(() => ID, { description: 'The id of the endpoint.' })
  id: string;

  @Field(() => ChannelEnum, { description: 'How it is reached.' })
  channel: string;
}

@ObjectType({ description: 'An endpoint has ended.' })
export class DeleteEndpointPayload {
  @Field(() => ID, { description: 'The id that it had.' })
  deletedId: string;
}
