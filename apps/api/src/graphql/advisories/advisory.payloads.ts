import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { ImportOutcomeEnum } from '../vocabulary/enums.js';
import { DateTime } from '../scalars.js';
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

@ObjectType({ description: 'A document was imported.' })
export class ImportAdvisoryPayload {
  @Field(() => ImportOutcomeEnum, { description: 'What it came to.' })
  outcome: string;

  @Field(() => String, { description: 'The tracking id of the advisory.' })
  trackingId: string;

  @Field(() => Advisory, { nullable: true, description: 'The advisory, where the viewer reads it.' })
  advisory?: Advisory | null;
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
