import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { LocalisedTextType } from '../vocabulary/localised-text.js';
import { HealthCheckAnswerEnum, HealthCheckPriorityEnum } from '../vocabulary/page-enums.js';

@ObjectType({ description: 'A part of a health check that is scored by itself.' })
export class HealthCheckArea {
  @Field(() => String, { description: 'Its code.' })
  code: string;

  @Field(() => LocalisedTextType, { description: 'What it is called.' })
  title: LocalisedTextType;
}

@ObjectType({ description: 'A question of a health check.' })
export class HealthCheckQuestion {
  @Field(() => String, { description: 'Its code; answers name it.' })
  code: string;

  @Field(() => HealthCheckArea, { description: 'The area that it counts for.' })
  area: HealthCheckArea;

  @Field(() => Int, { description: '3 stops common attacks by itself, 2 limits the damage, 1 is good order.' })
  weight: number;

  @Field(() => LocalisedTextType, { description: 'The question.' })
  text: LocalisedTextType;
}

@ObjectType({ description: 'A health check that anybody may do; nothing of the answers is kept.' })
export class HealthCheck {
  @Field(() => String, { description: 'Its code: `computers`, `mobile` or `websites`.' })
  code: string;

  @Field(() => LocalisedTextType, { description: 'What it is called.' })
  title: LocalisedTextType;

  @Field(() => [HealthCheckArea], { description: 'Its areas.' })
  areas: HealthCheckArea[];

  @Field(() => [HealthCheckQuestion], { description: 'Its questions, to be asked one at a time in this order.' })
  questions: HealthCheckQuestion[];
}

@InputType({ description: 'An answer to one question.' })
export class HealthCheckAnswerInput {
  @Field(() => String, { description: 'The code of the question.' })
  question: string;

  @Field(() => HealthCheckAnswerEnum, { description: 'The answer.' })
  answer: string;
}

@ObjectType({ description: 'The score of one area.' })
export class HealthCheckAreaScore {
  @Field(() => HealthCheckArea, { description: 'The area.' })
  area: HealthCheckArea;

  @Field(() => Int, { nullable: true, description: '0 to 100; none where no answered question applies.' })
  percent?: number | null;
}

@ObjectType({ description: 'An answer that led to a step.' })
export class HealthCheckReason {
  @Field(() => HealthCheckQuestion, { description: 'The question.' })
  question: HealthCheckQuestion;

  @Field(() => HealthCheckAnswerEnum, { description: 'The answer.' })
  answer: string;
}

@ObjectType({ description: 'A step to take, or something good to keep.' })
export class HealthCheckStep {
  @Field(() => String, { description: 'Its code.' })
  code: string;

  @Field(() => HealthCheckPriorityEnum, { description: 'How soon.' })
  priority: string;

  @Field(() => LocalisedTextType, { description: 'What to do.' })
  text: LocalisedTextType;

  @Field(() => String, { description: 'The slug of the article that shows how.' })
  articleSlug: string;

  @Field(() => [HealthCheckReason], { description: 'The answers that led here.' })
  because: HealthCheckReason[];
}

@ObjectType({ description: 'What the answers to a health check come to. It is computed and not kept.' })
export class HealthCheckResult {
  @Field(() => HealthCheck, { description: 'The check.' })
  check: HealthCheck;

  @Field(() => Int, { nullable: true, description: '0 to 100; none where no answered question applies.' })
  percent?: number | null;

  @Field(() => [HealthCheckAreaScore], { description: 'The score by area.' })
  areas: HealthCheckAreaScore[];

  @Field(() => [HealthCheckStep], { description: 'What to do, the most urgent first.' })
  steps: HealthCheckStep[];

  @Field(() => [HealthCheckQuestion], { description: 'Questions without an answer.' })
  unanswered: HealthCheckQuestion[];
}
