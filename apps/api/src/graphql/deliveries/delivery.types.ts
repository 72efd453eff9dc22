import type { DeliveryStatus } from '#libs/deliveries';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { AttemptOutcomeEnum, ChannelEnum, DeliveryStatusEnum, MatchCriterionEnum, PauseReasonEnum } from '../vocabulary/enums.js';
import { connectionType } from '../connection.js';
import { Node } from '../node/node.types.js';
import { DateTime } from '../scalars.js';

@ObjectType({ implements: () => [Node], description: 'One alert to one endpoint.' })
export class Delivery extends Node {
  override readonly __typename = 'Delivery';

  @Field(() => String, { description: 'The id that the receiver sees (`webhook-id`): the same on every try, resend and replay.' })
  messageId: string;

  @Field(() => String, {
    description: '`advisory.published`, `advisory.updated`, `advisory.withdrawn`, `digest`, `endpoint.test` or `endpoint.challenge`.',
  })
  event: string;

  @Field(() => ChannelEnum, { description: 'How the endpoint is reached.' })
  channel: string;

  @Field(() => DeliveryStatusEnum, { description: 'Where it stands.' })
  status: DeliveryStatus;

  @Field(() => String, { nullable: true, description: 'Why it stands so, as a stable code; of what was not sent, why not.' })
  reason?: string | null;

  @Field(() => Boolean, { description: 'Whether it goes before others, and by email too where no webhook takes it within ten minutes.' })
  isUrgent: boolean;

  @Field(() => Int, { nullable: true, description: 'The number of the revision that it is about.' })
  revision?: number | null;

  @Field(() => Int, { description: 'How many tries were made.' })
  attemptCount: number;

  @Field(() => DateTime, { description: 'When that happened which it tells of.' })
  eventAt: string;

  @Field(() => DateTime, { description: 'When it was planned.' })
  createdAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was first tried.' })
  firstAttemptAt?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it is tried next.' })
  nextAttemptAt?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended, as sent or otherwise.' })
  finishedAt?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When an urgent alert that no webhook took went by email too.' })
  fallbackAt?: string | null;

  uuid: string;
  endpointId: string;
  advisoryId?: string | null;
  subscriptionNumbers: readonly string[];
}

@ObjectType({ description: 'One try at a delivery.' })
export class Attempt {
  @Field(() => Int, { description: 'Its number, from 1.' })
  number: number;

  @Field(() => AttemptOutcomeEnum, { description: 'How it ended.' })
  outcome: string;

  @Field(() => Int, { nullable: true, description: 'The status that the other server answered with.' })
  statusCode?: number | null;

  @Field(() => String, { nullable: true, description: 'What went wrong, as a stable code, as in `TIMEOUT_CONNECT` or `HTTP_500`.' })
  error?: string | null;

  @Field(() => String, { nullable: true, description: "The beginning of what the other server said: a stranger's text." })
  excerpt?: string | null;

  @Field(() => DateTime, { description: 'When it began.' })
  startedAt: string;

  @Field(() => Int, { description: 'How long it took, in milliseconds.' })
  durationMs: number;
}

@ObjectType({ description: 'One criterion that an advisory met.' })
export class MatchReason {
  @Field(() => MatchCriterionEnum, { description: 'Which criterion.' })
  criterion: string;

  @Field(() => String, { nullable: true, description: 'The value of it; none of `EXPLOITED` and `EVERYTHING`.' })
  value?: string | null;
}

@ObjectType({ description: 'A page of deliveries.' })
export class DeliveryConnection extends connectionType(Delivery, 'Delivery') {}

@ObjectType({ description: 'What is still to be sent on one channel, of the whole installation.' })
export class PendingDeliveries {
  @Field(() => ChannelEnum, { description: 'The channel.' })
  channel: string;

  @Field(() => Int, { description: 'How many deliveries are still to be sent.' })
  pending: number;

  @Field(() => Int, { description: 'How many of these are tries after a failure.' })
  retries: number;

  @Field(() => Int, { description: 'For how many seconds the oldest has been due.' })
  oldestDueSeconds: number;

  @Field(() => PauseReasonEnum, { nullable: true, description: 'Why nothing is sent at the moment; null while sending goes on.' })
  pauseReason?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Since when nothing is sent, where that is known.' })
  pausedAt?: string | null;
}

@ObjectType({ description: 'How many alerts about one advisory stand somewhere, over everybody who was addressed.' })
export class DeliveryCount {
  @Field(() => ChannelEnum, { description: 'The channel.' })
  channel: string;

  @Field(() => DeliveryStatusEnum, { description: 'Where they stand.' })
  status: string;

  @Field(() => String, { nullable: true, description: 'Why they were not sent, as a stable code.' })
  reason?: string | null;

  @Field(() => Int, { description: 'How many.' })
  count: number;
}
