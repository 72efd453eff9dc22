import type { TlpLabel } from '#libs/access';
import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Advisory } from '../advisories/advisory.types.js';
import { AdvisoryTargetInput } from '../advisories/advisory.inputs.js';
import { DateTime } from '../scalars.js';
import { ChannelEnum, IndicatorTypeEnum, LabelEnum } from '../vocabulary/enums.js';
import { AcknowledgementEnum } from '../vocabulary/page-enums.js';

@ObjectType({ description: 'By one channel: how a label travels, and to how many.' })
export class ChannelPreview {
  @Field(() => ChannelEnum, { description: 'The channel.' })
  channel: string;

  @Field(() => String, {
    description:
      'What leaves, as the table of channels says: `full`, `encrypted_or_notice`, `bare_notice`, `link_unless_allowed` or `never`.',
  })
  passage: string;

  @Field(() => Int, {
    description: 'Active endpoints of these readers that have a subscription. Which of them are alerted depends on their criteria.',
  })
  endpoints: number;

  @Field(() => Int, { description: 'Of these, how many get the content; the others get a notice or a link.' })
  withContent: number;
}

@ObjectType({ description: 'Whom a label and an audience reach, in numbers.' })
export class AudiencePreview {
  @Field(() => LabelEnum, { description: 'The label.' })
  label: TlpLabel;

  @Field(() => Int, { description: 'Organisations with at least one reader.' })
  organisations: number;

  @Field(() => Int, { description: 'People with an account who may read it. Of TLP:CLEAR everyone else may too.' })
  people: number;

  @Field(() => [ChannelPreview], { description: 'By channel.' })
  channels: readonly ChannelPreview[];
}

@ObjectType({ description: 'Something in a text that may be an indicator.' })
export class ExtractedIndicator {
  @Field(() => IndicatorTypeEnum, { description: 'What it is.' })
  type: string;

  @Field(() => String, { description: 'Its value, refanged.' })
  value: string;

  @Field(() => Int, { description: 'How often the text has it.' })
  occurrences: number;

  @Field(() => String, {
    nullable: true,
    description: 'Why it is probably none: `known_domain`, `public_resolver`, `reserved_address` or `empty_file`.',
  })
  knownGood?: string | null;
}

@ObjectType({ description: 'A Markdown text as it will be shown.' })
export class RenderedMarkdown {
  @Field(() => String, { description: 'As safe HTML.' })
  html: string;

  @Field(() => String, { description: 'Without its Markdown.' })
  plainText: string;
}

@InputType({ description: 'What one organisation did about an advisory.' })
export class AcknowledgeAdvisoryInput extends AdvisoryTargetInput {
  @Field(() => AcknowledgementEnum, { description: 'What it did.' })
  status: string;
}

@ObjectType({ description: "What the viewer's organisation did about an advisory." })
export class AcknowledgementType {
  @Field(() => AcknowledgementEnum, { description: 'What it did.' })
  status: string;

  @Field(() => DateTime, { description: 'When that was said.' })
  at: string;

  @Field(() => Int, { description: 'The revision that it was said of.' })
  revision: number;

  personId: string;
}

export { Advisory };
