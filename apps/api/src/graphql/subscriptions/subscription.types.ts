import { Field, Int, ObjectType } from '@nestjs/graphql';
import { FrequencyEnum, KindEnum, SectorEnum, SeverityEnum, SubscriptionStatusEnum } from '../vocabulary/enums.js';
import { connectionType } from '../connection.js';
import { MatchReason } from '../deliveries/delivery.types.js';
import { Node } from '../node/node.types.js';
import { DateTime } from '../scalars.js';

@ObjectType({
  description: 'What a subscription asks for: any of the values within one criterion, all criteria together. An empty one asks nothing.',
})
export class Criteria {
  @Field(() => [KindEnum], { description: 'Kinds.' })
  kinds: readonly string[];

  @Field(() => SeverityEnum, { description: 'This severity or a higher one.' })
  minSeverity: string;

  @Field(() => [String], { description: 'Tags.' })
  tags: readonly string[];

  @Field(() => [SectorEnum], { description: 'Sectors.' })
  sectors: readonly string[];

  @Field(() => [String], { description: 'Vendors.' })
  vendors: readonly string[];

  @Field(() => [String], { description: 'Products: `vendor/product`, the product alone, a package URL or a CPE.' })
  products: readonly string[];

  @Field(() => [String], { description: 'CVE ids.' })
  cves: readonly string[];

  @Field(() => [String], { description: 'Words or phrases of the texts.' })
  keywords: readonly string[];

  @Field(() => Boolean, { description: 'Only what was known to be exploited when it was published.' })
  exploitedOnly: boolean;
}

@ObjectType({
  implements: () => [Node],
  description: 'A wish: what, how often, where to. It is never a right: who may read what is asked at every alert.',
})
export class AlertSubscription extends Node {
  override readonly __typename = 'AlertSubscription';

  @Field(() => String, { description: 'What its owner calls it.' })
  name: string;

  @Field(() => SubscriptionStatusEnum, { description: 'Whether it alerts.' })
  status: string;

  @Field(() => FrequencyEnum, { description: 'How often.' })
  frequency: string;

  @Field(() => String, { description: 'The IANA time zone; daily and weekly digests leave at 08:00 there.' })
  timeZone: string;

  @Field(() => Criteria, { description: 'What is asked for.' })
  criteria: Criteria;

  @Field(() => Boolean, { description: "Whether the organisation shares it; else it is one person's own." })
  isShared: boolean;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: string;

  @Field(() => DateTime, { description: 'When it was last changed.' })
  updatedAt: string;

  uuid: string;
}

@ObjectType({ description: 'A page of subscriptions.' })
export class SubscriptionConnection extends connectionType(AlertSubscription, 'AlertSubscription') {}

@ObjectType({ description: 'An advisory that criteria would have matched.' })
export class PreviewedAdvisory {
  @Field(() => DateTime, { description: 'When it was first published.' })
  publishedAt: string;

  @Field(() => [MatchReason], { description: 'Which of the criteria it meets.' })
  reasons: MatchReason[];

  advisoryId: string;
}

@ObjectType({ description: 'What criteria would have matched in the last 90 days, of what the viewer may see.' })
export class CriteriaPreview {
  @Field(() => Int, { description: 'How many; at most 1,000.' })
  count: number;

  @Field(() => Boolean, { description: 'Whether there are more.' })
  isMore: boolean;

  @Field(() => [PreviewedAdvisory], { description: 'The newest, at most 20.' })
  newest: PreviewedAdvisory[];
}

@ObjectType({ description: 'A subscription, as the mail that it brought may tell it.' })
export class MailedSubscription {
  @Field(() => String, { description: 'What its owner calls it; empty where it has no name.' })
  name: string;

  @Field(() => Criteria, { description: 'What it asks for.' })
  criteria: Criteria;
}

@ObjectType({ description: 'What one click in a mail ends.' })
export class MailedSubscriptions {
  @Field(() => Boolean, { description: 'Whether they are subscriptions of the public, which have no account to be changed in.' })
  isPublic: boolean;

  @Field(() => [MailedSubscription], { description: 'The subscriptions that brought the mail to this address and have not ended.' })
  subscriptions: MailedSubscription[];
}

@ObjectType({ description: 'A subscription after a change.' })
export class SubscriptionPayload {
  @Field(() => AlertSubscription, { description: 'As it is now.' })
  subscription: AlertSubscription;
}

@ObjectType({ description: 'Why one subscription brought an alert.' })
export class Match {
  @Field(() => AlertSubscription, { nullable: true, description: 'The subscription, where it is still there.' })
  subscription?: AlertSubscription | null;

  @Field(() => [MatchReason], { description: 'Which of its criteria the advisory meets now; none where it meets them no more.' })
  reasons: MatchReason[];
}
