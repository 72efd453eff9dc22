import type { DeliveryStatus } from '#libs/deliveries';
import { Field, ID, InputType } from '@nestjs/graphql';
import { ChannelEnum, DeliveryStatusEnum } from '../vocabulary/enums.js';
import { DateTime } from '../scalars.js';

@InputType({ description: 'What the delivery log is narrowed to; everything that is given must hold.' })
export class DeliveryFilterInput {
  @Field(() => ID, { nullable: true, description: 'To this endpoint.' })
  endpointId?: string | null;

  @Field(() => ID, { nullable: true, description: 'About this advisory.' })
  advisoryId?: string | null;

  @Field(() => ChannelEnum, { nullable: true, description: 'On this channel.' })
  channel?: 'email' | 'webhook' | null;

  @Field(() => [DeliveryStatusEnum], { nullable: true, description: 'That stand so.' })
  statuses?: DeliveryStatus[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Planned at this instant or after it.' })
  from?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Planned before this instant.' })
  to?: string | null;
}

@InputType({ description: 'An endpoint that a harmless message is sent to.' })
export class SendTestAlertInput {
  @Field(() => ID, { description: 'The id of the endpoint.' })
  endpointId: string;
}

@InputType({ description: 'An alert to be sent again.' })
export class ResendDeliveryInput {
  @Field(() => ID, { description: 'The id of the delivery.' })
  id: string;
}

@InputType({ description: 'An endpoint that is to get what it missed.' })
export class SendUnsentAlertsInput {
  @Field(() => ID, { description: 'The id of the endpoint.' })
  endpointId: string;
}

@InputType({ description: 'Alerts of one endpoint to be sent again.' })
export class ReplayDeliveriesInput {
  @Field(() => ID, { description: 'The id of the endpoint.' })
  endpointId: string;

  @Field(() => DateTime, { description: 'Planned at this instant or after it.' })
  from: string;

  @Field(() => DateTime, { description: 'Planned before this instant; at most 31 days later.' })
  to: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether what the other server has accepted is left out.' })
  onlyUnsent: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether to count only, and send nothing.' })
  dryRun: boolean;
}
