import { Field, ID, InputType } from '@nestjs/graphql';
import { FrequencyEnum, LanguageEnum } from '../vocabulary/enums.js';
import { CriteriaInput } from './criteria.inputs.js';

@InputType({ description: 'A new subscription.' })
export class CreateSubscriptionInput {
  @Field(() => String, { nullable: true, description: 'What to call it.' })
  name?: string | null;

  @Field(() => CriteriaInput, { nullable: true, description: 'What is asked for; everything where none are given.' })
  criteria?: CriteriaInput | null;

  @Field(() => FrequencyEnum, { description: 'How often.' })
  frequency: string;

  @Field(() => String, {
    nullable: true,
    description: 'The IANA time zone of daily and weekly digests, as in `Asia/Hong_Kong`; UTC where none is given.',
  })
  timeZone?: string | null;

  @Field(() => [ID], { description: 'Ids of the endpoints that alerts go to.' })
  endpointIds: string[];

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the organisation is to share it, to endpoints that it shares; for its administrator.',
  })
  isShared?: boolean | null;
}

@InputType({ description: 'Changes of a subscription. What is not given stays.' })
export class UpdateSubscriptionInput {
  @Field(() => ID, { description: 'The id of the subscription.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'What to call it.' })
  name?: string | null;

  @Field(() => CriteriaInput, { nullable: true, description: 'What is asked for; takes the place of the criteria before.' })
  criteria?: CriteriaInput | null;

  @Field(() => FrequencyEnum, { nullable: true, description: 'How often.' })
  frequency?: string | null;

  @Field(() => String, { nullable: true, description: 'The IANA time zone.' })
  timeZone?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of the endpoints; takes the place of those before.' })
  endpointIds?: string[] | null;
}

@InputType({ isAbstract: true })
abstract class SubscriptionTargetInput {
  @Field(() => ID, { description: 'The id of the subscription.' })
  id: string;
}

@InputType({ description: 'A subscription that is not to alert for a while.' })
export class PauseSubscriptionInput extends SubscriptionTargetInput {}

@InputType({ description: 'A subscription that is to alert again.' })
export class ResumeSubscriptionInput extends SubscriptionTargetInput {}

@InputType({ description: 'A subscription that ends for ever.' })
export class CancelSubscriptionInput extends SubscriptionTargetInput {}

@InputType({ description: 'A subscription by email without an account, to what is TLP:CLEAR. It is confirmed by a link.' })
export class SubscribePubliclyInput {
  @Field(() => String, { description: 'The email address.' })
  email: string;

  @Field(() => LanguageEnum, { nullable: true, description: 'The language of mails; English where none is given.' })
  language?: string | null;

  @Field(() => FrequencyEnum, { nullable: true, description: 'How often; at once where nothing is said.' })
  frequency?: string | null;

  @Field(() => String, { nullable: true, description: 'The IANA time zone of daily and weekly digests; UTC where none is given.' })
  timeZone?: string | null;

  @Field(() => CriteriaInput, { nullable: true, description: 'What is asked for; everything where none are given.' })
  criteria?: CriteriaInput | null;
}

@InputType({ description: 'The token of the mail that asks for a confirmation.' })
export class ConfirmPublicSubscriptionInput {
  @Field(() => String, { description: 'The token of the link.' })
  token: string;
}

@InputType({ description: 'The token of a mail.' })
export class UnsubscribeInput {
  @Field(() => String, { description: 'The token of the link.' })
  token: string;
}
