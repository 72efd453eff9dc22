import { Field, InputType } from '@nestjs/graphql';
import { KindEnum, LabelEnum, SeverityEnum } from '../vocabulary/enums.js';

/** What every list of advisories is narrowed by, of what is published and of what is in work. */
@InputType({ isAbstract: true })
export abstract class ListFilterInput {
  @Field(() => [KindEnum], { nullable: true, description: 'Kinds.' })
  kinds?: string[] | null;

  @Field(() => [SeverityEnum], { nullable: true, description: 'Severities.' })
  severities?: string[] | null;

  @Field(() => [LabelEnum], { nullable: true, description: 'Labels.' })
  labels?: string[] | null;
}
