import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTime } from '../scalars.js';
import { ImportOutcomeEnum, TreatmentEnum } from '../vocabulary/enums.js';
import { Advisory, Catalogue } from './advisory.types.js';

@ObjectType({ description: 'An advisory after a step.' })
export class AdvisoryPayload {
  @Field(() => Advisory, {
    description: 'As it is now. Whoever published it sees what they published, also where they are not among its readers.',
  })
  advisory: Advisory;
}

@ObjectType({ description: 'An advisory was taken back.' })
export class WithdrawAdvisoryPayload {
  @Field(() => ID, { description: 'The id of the advisory.' })
  id: string;

  @Field(() => String, { description: 'Its tracking id.' })
  trackingId: string;

  @Field(() => DateTime, { description: 'When it was withdrawn.' })
  withdrawnAt: string;

  @Field(() => Advisory, { nullable: true, description: 'The advisory as it is now; null where the viewer does not read it.' })
  advisory?: Advisory | null;
}

@ObjectType({ description: 'A remark was written.' })
export class CommentPayload {
  @Field(() => ID, { description: 'The id of the remark.' })
  commentId: string;

  @Field(() => Advisory, { description: 'What it is about.' })
  advisory: Advisory;
}

@ObjectType({ description: 'What an import did with one object of a STIX or MISP document.' })
export class ImportedObject {
  @Field(() => String, { description: 'Where it stands in the document, as in `objects.3`.' })
  place: string;

  @Field(() => String, { description: 'As its format calls it, such as `indicator` or `Attribute ip-dst`.' })
  type: string;

  @Field(() => String, { nullable: true, description: 'Its id in the document.' })
  id?: string | null;

  @Field(() => String, { nullable: true, description: 'What a person would call it.' })
  name?: string | null;

  @Field(() => TreatmentEnum, { description: 'What was done with it.' })
  treatment: string;

  @Field(() => String, { description: 'Of a used one, as what; otherwise why not.' })
  detail: string;

  @Field(() => String, { nullable: true, description: 'The tracking id of the advisory that it belongs to.' })
  trackingId?: string | null;
}

@ObjectType({ description: 'What became of one advisory of a document.' })
export class ImportedAdvisory {
  @Field(() => ImportOutcomeEnum, { description: 'What it came to.' })
  outcome: string;

  @Field(() => String, { description: 'The tracking id of the advisory.' })
  trackingId: string;

  @Field(() => String, { description: 'As its source calls it.' })
  sourceId: string;

  @Field(() => String, { description: 'Which version of it this is.' })
  sourceVersion: string;

  @Field(() => Boolean, { description: 'Whether it breaks no rule of its standard that was checked.' })
  isValid: boolean;

  @Field(() => String, { nullable: true, description: 'Why nothing was changed, where that needs a reason.' })
  reason?: string | null;
}

@ObjectType({ description: 'An advisory of a document of which nothing was stored.' })
export class RefusedImport {
  @Field(() => String, { nullable: true, description: 'The first wrong place in the document, or the id of the advisory in it.' })
  place?: string | null;

  @Field(() => String, { description: 'Why.' })
  reason: string;

  @Field(() => String, { nullable: true, description: 'The code of the refusal, as the errors of this API have it.' })
  code?: string | null;

  @Field(() => String, { nullable: true, description: 'What was expected at the first wrong place.' })
  expected?: string | null;

  @Field(() => String, { nullable: true, description: 'What stood there.' })
  received?: string | null;
}

@ObjectType({ description: 'A document was imported.' })
export class ImportAdvisoryPayload {
  @Field(() => ImportOutcomeEnum, { description: 'What its first advisory came to.' })
  outcome: string;

  @Field(() => String, { description: 'The tracking id of the first advisory.' })
  trackingId: string;

  @Field(() => Advisory, { nullable: true, description: 'The first advisory, where the viewer reads it.' })
  advisory?: Advisory | null;

  @Field(() => [ImportedAdvisory], {
    description: 'All advisories of the document: a STIX bundle has one for each report, a list of MISP events one for each event.',
  })
  advisories: ImportedAdvisory[];

  @Field(() => [RefusedImport], { description: 'Those of its advisories that were refused while others were imported.' })
  refused: RefusedImport[];

  @Field(() => [ImportedObject], { description: 'What was done with each object; empty for CSAF, whose flaws stand in the advisory.' })
  objects: ImportedObject[];
}

@ObjectType({ description: 'A catalogue was refreshed.' })
export class RefreshCataloguePayload {
  @Field(() => Catalogue, { nullable: true, description: 'As it is now.' })
  catalogue?: Catalogue | null;

  @Field(() => Int, { description: 'How many entries could not be read; the rest stands.' })
  refused: number;

  @Field(() => Int, {
    description: 'How many published advisories are known to be exploited now and were not before, or the other way round.',
  })
  advisoriesChanged: number;
}
