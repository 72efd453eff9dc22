import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../scalars.js';
import { SourceOutcomeEnum, SourceProblemEnum, SourceStateEnum, SourceStepEnum } from '../vocabulary/enums.js';

@ObjectType({ description: 'Numbers of documents of the last run of a source, or of the one under way.' })
export class SourceCounts {
  @Field(() => Int, { description: 'That its lists name.' })
  listed: number;

  @Field(() => Int, { description: 'Of them, that are new or changed.' })
  found: number;

  @Field(() => Int, { description: 'Of those, that were looked at.' })
  done: number;

  @Field(() => Int, { description: 'That became drafts.' })
  imported: number;

  @Field(() => Int, { description: 'That became new revisions.' })
  updated: number;

  @Field(() => Int, { description: 'That were here already.' })
  unchanged: number;

  @Field(() => Int, { description: 'That were refused.' })
  refused: number;

  @Field(() => Int, { description: 'That could not be fetched.' })
  unavailable: number;
}

@ObjectType({ description: 'A document of a source that is not here.' })
export class SourceProblem {
  @Field(() => String, { description: 'Its address.' })
  url: string;

  @Field(() => SourceProblemEnum, { description: 'Whether it was refused or could not be fetched.' })
  outcome: string;

  @Field(() => String, { nullable: true, description: 'The first wrong place in it.' })
  place?: string | null;

  @Field(() => String, { description: 'Why.' })
  reason: string;

  @Field(() => Int, { description: 'How often it was tried.' })
  tries: number;

  @Field(() => DateTime, { description: 'When it was last tried.' })
  at: string;
}

@ObjectType({
  description: 'A provider of CSAF documents from which the platform imports; for the operating CERT’s desk and administrators.',
})
export class Source {
  @Field(() => ID, { description: 'Its id.' })
  id: string;

  @Field(() => String, { description: 'Its address, as it was added.' })
  url: string;

  @Field(() => String, { nullable: true, description: 'Who publishes there, once it was asked.' })
  publisher?: string | null;

  @Field(() => SourceStateEnum, { description: 'Whether it is asked by itself.' })
  state: string;

  @Field(() => Boolean, { description: 'Whether somebody of the desk has taken it on, in whose name documents are imported.' })
  hasImporter: boolean;

  @Field(() => Int, { description: 'How often it is asked, in minutes.' })
  everyMinutes: number;

  @Field(() => DateTime, { description: 'When it was added.' })
  addedAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When it is asked next.' })
  nextRunAt?: string | null;

  @Field(() => Boolean, { description: 'Whether a run is under way.' })
  isRunning: boolean;

  @Field(() => DateTime, { nullable: true, description: 'When the last run began.' })
  lastStartedAt?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the last run ended.' })
  lastEndedAt?: string | null;

  @Field(() => SourceOutcomeEnum, { nullable: true, description: 'How it ended.' })
  lastOutcome?: string | null;

  @Field(() => String, { nullable: true, description: 'What went wrong in it, in words.' })
  lastError?: string | null;

  @Field(() => SourceCounts, { description: 'How far the last run came.' })
  counts: SourceCounts;
}

@InputType({ description: 'A provider to import from.' })
export class AddSourceInput {
  @Field(() => String, {
    description:
      'Its domain as in https://example.org/, its provider-metadata.json, a ROLIE feed, index.txt, changes.csv, or one document. Public https addresses only.',
  })
  url: string;

  @Field(() => Int, { nullable: true, description: 'How often it is asked, in minutes: 15 to 43200; 360 where none is given.' })
  everyMinutes?: number | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether it is only asked when somebody says so.' })
  isPaused: boolean;
}

@InputType({ description: 'A change of a source.' })
export class ChangeSourceInput {
  @Field(() => ID, { description: 'Which.' })
  sourceId: string;

  @Field(() => SourceStepEnum, { nullable: true, description: 'What is done to it.' })
  step?: 'pause' | 'resume' | 'run' | 'remove' | null;

  @Field(() => Int, { nullable: true, description: 'How often it is asked from now on, in minutes: 15 to 43200.' })
  everyMinutes?: number | null;
}

@ObjectType({ description: 'A source after a step.' })
export class SourcePayload {
  @Field(() => Source, { nullable: true, description: 'As it is now; none where it was removed.' })
  source?: Source | null;
}
