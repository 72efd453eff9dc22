import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'Something that must still be done before a text can be published.' })
export class Blocker {
  @Field(() => String, { description: 'The place in the text, as in `content.title.en`.' })
  path: string;

  @Field(() => String, { description: 'What is expected there.' })
  expected: string;

  @Field(() => String, { nullable: true, description: 'What is there.' })
  received?: string | null;
}
