import { Field, ID, InputType } from '@nestjs/graphql';
import { AdvisoryEventEnum, LanguageEnum } from '../vocabulary/enums.js';

@InputType({ isAbstract: true })
abstract class NewEndpointInput {
  @Field(() => String, { nullable: true, description: 'What to call it.' })
  name?: string | null;

  @Field(() => LanguageEnum, { nullable: true, description: 'The language of alerts; English where none is given.' })
  language?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the organisation is to share it; for its administrator.' })
  isShared?: boolean | null;
}

@InputType({ description: 'A mailbox that alerts are to go to. It is confirmed by a link.' })
export class CreateEmailEndpointInput extends NewEndpointInput {
  @Field(() => String, { description: 'The email address.' })
  address: string;
}

@InputType({ description: 'A webhook that alerts are to go to. It is confirmed by a signed challenge.' })
export class CreateWebhookEndpointInput extends NewEndpointInput {
  @Field(() => String, { description: 'The https URL.' })
  url: string;

  @Field(() => [AdvisoryEventEnum], { nullable: true, description: 'The events that it is to be told of; all where none are given.' })
  eventTypes?: string[] | null;
}

@InputType({ description: 'The token that an endpoint received.' })
export class ConfirmEndpointInput {
  @Field(() => String, { description: 'The token of the link, or `data.challenge` of the call.' })
  token: string;
}

@InputType({ isAbstract: true })
abstract class EndpointTargetInput {
  @Field(() => ID, { description: 'The id of the endpoint.' })
  id: string;
}

@InputType({ description: 'An endpoint that waits for its confirmation.' })
export class AskConfirmationAgainInput extends EndpointTargetInput {}

@InputType({ description: 'A webhook that gets a new signing secret.' })
export class RotateEndpointSecretInput extends EndpointTargetInput {}

@InputType({ description: 'An endpoint that is not to be alerted for a while.' })
export class PauseEndpointInput extends EndpointTargetInput {}

@InputType({ description: 'An endpoint that is to be alerted again.' })
export class ResumeEndpointInput extends EndpointTargetInput {}

@InputType({ description: 'An endpoint that ends for ever.' })
export class DeleteEndpointInput extends EndpointTargetInput {}

@InputType({ description: 'Whether TLP:AMBER may go to a webhook with its content.' })
export class AllowAmberInput extends EndpointTargetInput {
  @Field(() => Boolean, { description: 'Whether it may.' })
  isAllowed: boolean;
}

@InputType({ description: 'What mail of TLP:AMBER is encrypted to.' })
export class SetOpenPgpKeyInput extends EndpointTargetInput {
  @Field(() => String, { nullable: true, description: 'The armored public key; null takes the key away.' })
  publicKey?: string | null;
}
