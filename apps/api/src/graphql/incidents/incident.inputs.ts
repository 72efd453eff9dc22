import type { Language } from '#libs/advisories';
import { Field, ID, InputType } from '@nestjs/graphql';
import { DateTime } from '../scalars.js';
import { LanguageEnum } from '../vocabulary/enums.js';
import { IncidentClassEnum, IncidentStateEnum, ReporterEnum } from '../vocabulary/page-enums.js';

@InputType({ description: 'How the reporter can be reached.' })
export class IncidentContactInput {
  @Field(() => String, { nullable: true, description: 'The name.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'The email address; a confirmation goes there.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'The telephone number.' })
  phone?: string | null;
}

@InputType({ description: 'What somebody reports. No account is needed, and no name.' })
export class ReportIncidentInput {
  @Field(() => IncidentClassEnum, { description: 'What sort of incident it is; see `incidentKinds` for plain words.' })
  class: string;

  @Field(() => ReporterEnum, { description: 'Who reports.' })
  reporter: string;

  @Field(() => String, { description: 'What happened, in plain words; at most 20,000 characters.' })
  whatHappened: string;

  @Field(() => String, { nullable: true, description: 'Who or what is affected.' })
  affected?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it happened.' })
  happenedAt?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the reporter became aware of it: legal clocks count from there.' })
  awareAt?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Of critical infrastructure: whether a core function is disrupted or likely to be.',
  })
  disruptsCoreFunction?: boolean | null;

  @Field(() => IncidentContactInput, { nullable: true, description: 'How the reporter can be reached.' })
  contact?: IncidentContactInput | null;

  @Field(() => Boolean, { description: 'Whether what is learnt may be shared without naming the reporter.' })
  mayShare: boolean;

  @Field(() => LanguageEnum, { nullable: true, description: 'The language of the answer by mail; English where none is given.' })
  language?: Language | null;
}

@InputType({ description: 'A report that moves on.' })
export class ChangeIncidentStateInput {
  @Field(() => ID, { description: 'The id of the report.' })
  id: string;

  @Field(() => IncidentStateEnum, { description: 'Where to.' })
  state: string;

  @Field(() => String, { nullable: true, description: 'Why, for the desk.' })
  note?: string | null;
}

@InputType({ description: 'Something that the desk says to itself about a report.' })
export class NoteOnIncidentInput {
  @Field(() => ID, { description: 'The id of the report.' })
  id: string;

  @Field(() => String, { description: 'What to say; plain text.' })
  body: string;
}
