import type { Language } from '#libs/advisories';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { connectionType } from '../connection.js';
import { Node } from '../node/node.types.js';
import { DateTime } from '../scalars.js';
import { LanguageEnum } from '../vocabulary/enums.js';
import { LocalisedTextType } from '../vocabulary/localised-text.js';
import { IncidentClassEnum, IncidentStateEnum, ReporterEnum } from '../vocabulary/page-enums.js';

@ObjectType({ description: 'A kind of incident in plain words.' })
export class IncidentKind {
  @Field(() => IncidentClassEnum, { description: 'Its class.' })
  class: string;

  @Field(() => LocalisedTextType, { description: 'In plain words.' })
  title: LocalisedTextType;

  @Field(() => LocalisedTextType, { description: 'Examples.' })
  example: LocalisedTextType;
}

@ObjectType({ description: 'A legal duty to report to an authority within a time.' })
export class LegalClock {
  @Field(() => String, { description: 'The law: `Cap. 653` of Hong Kong.' })
  law: string;

  @Field(() => Int, { description: 'How many hours there are.' })
  hours: number;

  @Field(() => DateTime, { description: 'When they began.' })
  startsAt: string;

  @Field(() => DateTime, { description: 'When they end.' })
  dueAt: string;

  @Field(() => Boolean, { description: 'Whether they have ended.' })
  isOver: boolean;
}

@ObjectType({ description: 'How the reporter can be reached.' })
export class IncidentContact {
  @Field(() => String, { nullable: true, description: 'The name.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'The email address.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'The telephone number.' })
  phone?: string | null;
}

@ObjectType({
  implements: () => [Node],
  description: 'What somebody reported. The desk of the operating CERT sees it, after a second factor, and nobody else.',
})
export class IncidentReport extends Node {
  override readonly __typename = 'IncidentReport';

  @Field(() => String, { description: 'What the reporter was given.' })
  reference: string;

  @Field(() => IncidentStateEnum, { description: 'Where it stands.' })
  state: string;

  @Field(() => IncidentClassEnum, { description: 'What sort of incident it is, as the reporter sees it.' })
  class: string;

  @Field(() => ReporterEnum, { description: 'Who reports.' })
  reporter: string;

  @Field(() => String, { description: 'What happened, in the words of the reporter; plain text.' })
  whatHappened: string;

  @Field(() => String, { nullable: true, description: 'Who or what is affected; plain text.' })
  affected?: string | null;

  @Field(() => IncidentContact, { nullable: true, description: 'How the reporter can be reached, where that was given.' })
  contact?: IncidentContact | null;

  @Field(() => DateTime, { nullable: true, description: 'When it happened.' })
  happenedAt?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the reporter became aware of it.' })
  awareAt?: string | null;

  @Field(() => Boolean, { description: 'Whether a core function is disrupted or likely to be.' })
  disruptsCoreFunction: boolean;

  @Field(() => Boolean, { description: 'Whether what was learnt may be shared without naming the reporter.' })
  mayShare: boolean;

  @Field(() => LanguageEnum, { description: 'The language of the reporter.' })
  language: Language;

  @Field(() => DateTime, { description: 'When it came in.' })
  receivedAt: string;

  @Field(() => DateTime, { description: 'When it last moved on.' })
  changedAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was closed.' })
  closedAt?: string | null;

  @Field(() => [LegalClock], { description: 'Legal duties to report that the reporter has.' })
  clocks: LegalClock[];

  @Field(() => [IncidentStateEnum], { description: 'Where it may be moved now.' })
  nextStates: readonly string[];

  uuid: string;
}

@ObjectType({ description: 'What the desk said to itself about a report, or how the report moved on.' })
export class IncidentNote {
  @Field(() => String, { description: 'Its id.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'What was said; plain text.' })
  body?: string | null;

  @Field(() => IncidentStateEnum, { nullable: true, description: 'Where the report was moved.' })
  state?: string | null;

  @Field(() => DateTime, { description: 'When.' })
  writtenAt: string;

  authorId: string;
}

@ObjectType({ description: 'A page of reports.' })
export class IncidentReportConnection extends connectionType(IncidentReport, 'IncidentReport') {}

@ObjectType({ description: 'A report has come in.' })
export class ReportIncidentPayload {
  @Field(() => String, { description: 'Its reference; cannot be guessed, to be kept and named.' })
  reference: string;

  @Field(() => DateTime, { description: 'When it came in.' })
  receivedAt: string;

  @Field(() => Boolean, { description: 'Whether a confirmation goes to the address that was given.' })
  isConfirmedByMail: boolean;

  @Field(() => [LocalisedTextType], { description: 'What happens next, in order.' })
  nextSteps: LocalisedTextType[];

  @Field(() => [LegalClock], { description: 'Legal duties to report that the reporter has.' })
  clocks: LegalClock[];
}

@ObjectType({
  description: 'What the holder of a reference is told: that the report is in, and what happens next. Nothing of what was reported.',
})
export class IncidentReceipt {
  @Field(() => String, { description: 'The reference.' })
  reference: string;

  @Field(() => DateTime, { description: 'When the report came in.' })
  receivedAt: string;

  @Field(() => [LocalisedTextType], { description: 'What happens next, in order.' })
  nextSteps: LocalisedTextType[];
}

@ObjectType({ description: 'A report after a step of the desk.' })
export class IncidentReportPayload {
  @Field(() => IncidentReport, { description: 'As it is now.' })
  report: IncidentReport;
}
