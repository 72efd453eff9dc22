import { Field, ID, InputType } from '@nestjs/graphql';
import { CatalogueEnum, CommentReadersEnum, KindEnum, LabelEnum, SeverityEnum, UpdateClassEnum } from '../vocabulary/enums.js';
import { LocalisedTextInput } from '../vocabulary/localised-text.js';
import { DateTime } from '../scalars.js';
import { AdvisoryContentInput, AudienceInput, SharingPermissionInput } from './advisory-content.inputs.js';

/** Which advisory is meant. */
@InputType({ isAbstract: true })
export abstract class AdvisoryTargetInput {
  @Field(() => ID, { nullable: true, description: 'The id of the advisory; exactly one of `id` and `trackingId` is given.' })
  id?: string | null;

  @Field(() => String, { nullable: true, description: 'The tracking id of the advisory; exactly one of `id` and `trackingId` is given.' })
  trackingId?: string | null;
}

@InputType({ description: 'A first draft.' })
export class CreateAdvisoryInput {
  @Field(() => KindEnum, { description: 'What sort of document it is.' })
  kind: string;

  @Field(() => SeverityEnum, { description: 'How bad it is.' })
  severity: string;

  @Field(() => String, { nullable: true, description: 'Why it differs from what CVSS, KEV and EPSS propose.' })
  severityReason?: string | null;

  @Field(() => LabelEnum, { nullable: true, description: 'Its label. May wait until it is submitted; nothing is published without one.' })
  label?: string | null;

  @Field(() => AudienceInput, { nullable: true, description: 'Whom it addresses.' })
  audience?: AudienceInput | null;

  @Field(() => AdvisoryContentInput, { description: 'The text.' })
  content: AdvisoryContentInput;
}

@InputType({ description: 'Changes of a draft. What is not given stays as it is.' })
export class UpdateAdvisoryInput extends AdvisoryTargetInput {
  @Field(() => DateTime, {
    nullable: true,
    description: 'The `savedAt` that was read: where somebody saved since, nothing is changed (STALE_DRAFT).',
  })
  expectedSavedAt?: string | null;

  @Field(() => KindEnum, { nullable: true, description: 'What sort of document it is.' })
  kind?: string | null;

  @Field(() => SeverityEnum, { nullable: true, description: 'How bad it is.' })
  severity?: string | null;

  @Field(() => String, { nullable: true, description: 'Why it differs from what is proposed; null takes the reason away.' })
  severityReason?: string | null;

  @Field(() => LabelEnum, { nullable: true, description: 'Its label; null takes it away.' })
  label?: string | null;

  @Field(() => AudienceInput, { nullable: true, description: 'Whom it addresses; takes the place of the audience before.' })
  audience?: AudienceInput | null;

  @Field(() => AdvisoryContentInput, { nullable: true, description: 'What changes of the text.' })
  content?: AdvisoryContentInput | null;

  @Field(() => UpdateClassEnum, { nullable: true, description: 'How much this revision asks of its readers.' })
  updateClass?: string | null;

  @Field(() => LocalisedTextInput, { nullable: true, description: 'What this revision changes, for its readers.' })
  summaryOfChanges?: LocalisedTextInput | null;

  @Field(() => SharingPermissionInput, { nullable: true, description: 'Who allowed wider sharing than before.' })
  permission?: SharingPermissionInput | null;
}

@InputType({ description: 'A draft that is ready for review.' })
export class SubmitAdvisoryInput extends AdvisoryTargetInput {}

@InputType({ description: 'A text that goes back to its author.' })
export class ReturnAdvisoryInput extends AdvisoryTargetInput {
  @Field(() => String, { description: 'What must be changed.' })
  reason: string;
}

@InputType({ description: 'When to publish.' })
export class ScheduleInput {
  @Field(() => DateTime, { description: 'The instant.' })
  at: string;

  @Field(() => String, { description: 'The IANA time zone that it was meant in, as in `Asia/Hong_Kong`.' })
  zone: string;
}

@InputType({ description: 'A reviewed text to be published: at once, or at an instant.' })
export class PublishAdvisoryInput extends AdvisoryTargetInput {
  @Field(() => ScheduleInput, { nullable: true, description: 'When; at once where none is given.' })
  schedule?: ScheduleInput | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The `savedAt` of the text that was reviewed: where somebody saved since, nothing is published (STALE_DRAFT).',
  })
  expectedSavedAt?: string | null;
}

@InputType({ description: 'A scheduled text that is not to be published by itself after all.' })
export class CancelScheduleInput extends AdvisoryTargetInput {}

@InputType({ description: 'A published advisory that needs a new revision.' })
export class ReviseAdvisoryInput extends AdvisoryTargetInput {
  @Field(() => UpdateClassEnum, { description: 'How much the revision asks of its readers.' })
  updateClass: string;

  @Field(() => LocalisedTextInput, { description: 'What it changes, for its readers.' })
  summaryOfChanges: LocalisedTextInput;
}

@InputType({ description: 'A published advisory to be taken back.' })
export class WithdrawAdvisoryInput extends AdvisoryTargetInput {
  @Field(() => LocalisedTextInput, { description: 'The notice that takes the place of the content.' })
  notice: LocalisedTextInput;
}

@InputType({ description: 'A text in work to be thrown away.' })
export class DiscardDraftInput extends AdvisoryTargetInput {}

@InputType({ description: 'A remark of the desks about a text.' })
export class CommentOnAdvisoryInput extends AdvisoryTargetInput {
  @Field(() => String, { nullable: true, description: 'The part of the text that it is about, as in `description`.' })
  block?: string | null;

  @Field(() => String, { description: 'The remark.' })
  body: string;

  @Field(() => CommentReadersEnum, { defaultValue: 'desks', description: 'Who reads it.' })
  readers: string;
}

@InputType({ description: 'A document to be imported: CSAF 2.0 as JSON.' })
export class ImportAdvisoryInput {
  @Field(() => String, {
    description:
      'The document, byte for byte, in base64: CSAF 2.0, STIX 2.0 or 2.1, or MISP. At most 4 MiB; compressed with gzip (RFC 1952) at most 20 MB once it is unpacked, which is how larger ones are sent.',
  })
  document: string;

  @Field(() => String, { nullable: true, description: 'Its file name or address, for the reports.' })
  place?: string | null;

  @Field(() => LabelEnum, { nullable: true, description: 'The label where the document has none.' })
  label?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether to publish it in the same act; for reviewers of the operating CERT.' })
  publish: boolean;
}

@InputType({ description: 'A catalogue of the outside world to be refreshed.' })
export class RefreshCatalogueInput {
  @Field(() => CatalogueEnum, { description: 'Which.' })
  catalogue: 'kev' | 'epss';

  @Field(() => String, {
    nullable: true,
    description: 'The file (JSON of CISA, or CSV of FIRST) in base64, at most 4 MiB; from its configured address where none is given.',
  })
  file?: string | null;
}
