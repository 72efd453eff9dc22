import { Field, InputType } from '@nestjs/graphql';
import { ListFilterInput } from './list-filter.inputs.js';

@InputType({ description: 'What a list of texts in work is narrowed to: any of the values within one field, all fields together.' })
export class InWorkFilterInput extends ListFilterInput {
  @Field(() => String, { nullable: true, description: 'A part of the tracking id, title, summary, a CVE id, a vendor or a product.' })
  words?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those that the viewer wrote a part of.' })
  isOwn?: boolean | null;
}
