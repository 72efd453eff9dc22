import type { Language } from '#libs/advisories';
import { Field, ObjectType } from '@nestjs/graphql';
import { AdvisoryEventEnum, ChannelEnum, EndpointStatusEnum, LanguageEnum } from '../vocabulary/enums.js';
import { connectionType } from '../connection.js';
import { Node } from '../node/node.types.js';
import { DateTime } from '../scalars.js';

@ObjectType({ description: 'What mail is encrypted to (OpenPGP, RFC 9580).' })
export class OpenPgpKey {
  @Field(() => String, { description: 'The fingerprint.' })
  fingerprint: string;

  @Field(() => DateTime, { nullable: true, description: 'When the key ends; mail of TLP:AMBER is a notice without content from then on.' })
  expiresAt?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'From when it is used: a day after it was given; until then mail of TLP:AMBER is a notice. Null: at once.',
  })
  usableAt?: string | null;
}

@ObjectType({
  implements: () => [Node],
  description: 'A place that alerts go to. Its address never changes: another address is another endpoint.',
})
export class Endpoint extends Node {
  override readonly __typename = 'Endpoint';

  @Field(() => ChannelEnum, { description: 'How it is reached.' })
  channel: string;

  @Field(() => String, { description: 'What its owner calls it.' })
  name: string;

  @Field(() => String, { description: 'The email address or the https URL.' })
  address: string;

  @Field(() => LanguageEnum, { description: 'The language of alerts.' })
  language: Language;

  @Field(() => EndpointStatusEnum, { description: 'Whether it is alerted.' })
  status: string;

  @Field(() => String, { nullable: true, description: 'Why it stands so, as a stable code.' })
  statusReason?: string | null;

  @Field(() => Boolean, { description: "Whether the organisation shares it; else it is one person's own." })
  isShared: boolean;

  @Field(() => Boolean, { description: 'Whether the content of TLP:AMBER may go to this webhook, and not only a link.' })
  allowAmber: boolean;

  @Field(() => [AdvisoryEventEnum], { description: 'The events that a webhook is told of.' })
  eventTypes: readonly string[];

  @Field(() => OpenPgpKey, { nullable: true, description: 'What mail of TLP:AMBER is encrypted to.' })
  openPgp?: OpenPgpKey | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was confirmed.' })
  confirmedAt?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Since when every try has failed.' })
  failingSince?: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: string;

  uuid: string;
}

@ObjectType({ description: 'A page of endpoints.' })
export class EndpointConnection extends connectionType(Endpoint, 'Endpoint') {}
