import type { Language } from '#libs/advisories';
import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { DateTime } from '../scalars.js';
import { LanguageEnum } from '../vocabulary/enums.js';
import { LocalisedTextInput } from '../vocabulary/localised-text.js';
import { GuidanceAudienceEnum, GuidanceCostEnum, GuidanceTopicEnum } from '../vocabulary/page-enums.js';

@InputType({ description: 'A link of an article.' })
export class GuidanceLinkInput {
  @Field(() => String, { description: 'What it is called.' })
  text: string;

  @Field(() => String, { description: '`article:slug`, `page:name`, `step:2` or an https address.' })
  target: string;
}

@InputType({ description: 'One of the three things to do first.' })
export class GuidanceFirstStepInput {
  @Field(() => String, { description: 'What to do.' })
  action: string;

  @Field(() => String, { description: 'Why.' })
  why: string;

  @Field(() => GuidanceLinkInput, { description: 'Where it is shown how.' })
  link: GuidanceLinkInput;
}

@InputType({ description: 'The steps for one product or system.' })
export class GuidanceStepGroupInput {
  @Field(() => String, { description: 'The product or system.' })
  title: string;

  @Field(() => String, { description: 'The steps, in Markdown.' })
  body: string;
}

@InputType({ description: 'An article in one language. It takes the place of the text before in that language.' })
export class GuidanceTextInput {
  @Field(() => LanguageEnum, { description: 'The language that it is in.' })
  language: Language;

  @Field(() => String, { description: 'The title: a task.' })
  title: string;

  @Field(() => String, { defaultValue: '', description: 'The summary, in Markdown.' })
  summary: string;

  @Field(() => String, { defaultValue: '', description: 'For whom it is, in Markdown.' })
  forWhom: string;

  @Field(() => [GuidanceFirstStepInput], { defaultValue: [], description: 'The three things to do first; needed when it is submitted.' })
  first: GuidanceFirstStepInput[];

  @Field(() => [GuidanceStepGroupInput], { defaultValue: [], description: 'The steps, by product or system.' })
  steps: GuidanceStepGroupInput[];

  @Field(() => String, { defaultValue: '', description: 'How to check that it worked, in Markdown.' })
  check: string;

  @Field(() => String, { defaultValue: '', description: 'Where to turn if it went wrong, in Markdown.' })
  ifWrong: string;

  @Field(() => [String], { defaultValue: [], description: 'What to tick off.' })
  checklist: string[];
}

@InputType({ description: "A work that an article's facts come from." })
export class GuidanceSourceInput {
  @Field(() => String, { description: 'A short name for it: lower-case words joined by hyphens.' })
  id: string;

  @Field(() => String, { description: 'Who published it.' })
  publisher: string;

  @Field(() => String, { description: 'Its title.' })
  title: string;

  @Field(() => String, { description: 'Its https address.' })
  url: string;

  @Field(() => String, { description: 'Its licence.' })
  licence: string;

  @Field(() => Boolean, { description: 'Whether the licence allows to quote it.' })
  mayQuote: boolean;

  @Field(() => String, { nullable: true, description: 'What the licence asks to be shown.' })
  attribution?: string | null;
}

@InputType({
  description: 'What an article says. In an update, what is not given stays, and a list that is given takes the place of the one before.',
})
export class GuidanceContentInput {
  @Field(() => LanguageEnum, {
    nullable: true,
    description: 'The language that the others are translated from; English where none is given at first.',
  })
  sourceLanguage?: Language | null;

  @Field(() => [GuidanceAudienceEnum], { nullable: true, description: 'Whom it is for.' })
  audiences?: string[] | null;

  @Field(() => GuidanceTopicEnum, { nullable: true, description: 'What it is about; needed at first.' })
  topic?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many minutes it takes; 10 where nothing is given at first.' })
  minutes?: number | null;

  @Field(() => GuidanceCostEnum, { nullable: true, description: 'What it costs; nothing where none is given at first.' })
  cost?: string | null;

  @Field(() => String, { nullable: true, description: 'The day on which its facts were last checked; today where none is given at first.' })
  reviewedOn?: string | null;

  @Field(() => [GuidanceSourceInput], { nullable: true, description: 'Where its facts come from.' })
  sources?: GuidanceSourceInput[] | null;

  @Field(() => [String], { nullable: true, description: 'Slugs of articles to read next.' })
  related?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'What people call the thing when they look for it, in any language.' })
  keywords?: string[] | null;

  @Field(() => [GuidanceTextInput], { nullable: true, description: 'Its texts, at most one a language.' })
  texts?: GuidanceTextInput[] | null;
}

@InputType({ description: 'A first draft of an article.' })
export class CreateGuidanceArticleInput {
  @Field(() => String, { description: 'Part of the address of its page, for ever: lower-case words joined by hyphens.' })
  slug: string;

  @Field(() => GuidanceContentInput, { description: 'What it says.' })
  content: GuidanceContentInput;
}

@InputType({ description: 'Changes of a draft. What is not given stays as it is.' })
export class UpdateGuidanceArticleInput {
  @Field(() => ID, { description: 'The id of the article.' })
  id: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The `savedAt` that was read: where somebody saved since, nothing is changed (STALE_DRAFT).',
  })
  expectedSavedAt?: string | null;

  @Field(() => GuidanceContentInput, { nullable: true, description: 'What changes.' })
  content?: GuidanceContentInput | null;

  @Field(() => LocalisedTextInput, { nullable: true, description: 'What this revision changes, for its readers.' })
  summaryOfChanges?: LocalisedTextInput | null;
}

@InputType({ description: 'A draft that is ready for review.' })
export class SubmitGuidanceArticleInput {
  @Field(() => ID, { description: 'The id of the article.' })
  id: string;
}

@InputType({ description: 'A text that is not ready.' })
export class ReturnGuidanceArticleInput {
  @Field(() => ID, { description: 'The id of the article.' })
  id: string;

  @Field(() => String, { description: 'Why.' })
  reason: string;
}

@InputType({ description: 'A reviewed article to be made public.' })
export class PublishGuidanceArticleInput {
  @Field(() => ID, { description: 'The id of the article.' })
  id: string;
}

@InputType({ description: 'A draft to be given up.' })
export class DiscardGuidanceDraftInput {
  @Field(() => ID, { description: 'The id of the article.' })
  id: string;
}

@InputType({ description: 'A published article to be changed.' })
export class ReviseGuidanceArticleInput {
  @Field(() => ID, { description: 'The id of the article.' })
  id: string;

  @Field(() => LocalisedTextInput, { nullable: true, description: 'What will change, for its readers.' })
  summaryOfChanges?: LocalisedTextInput | null;
}

@InputType({ description: 'A published article to be taken back.' })
export class WithdrawGuidanceArticleInput {
  @Field(() => ID, { description: 'The id of the article.' })
  id: string;

  @Field(() => LocalisedTextInput, { description: 'What takes the place of the text.' })
  notice: LocalisedTextInput;
}

@InputType({ description: 'An answer to "was this useful?". Nothing is kept of who answers.' })
export class GuidanceFeedbackInput {
  @Field(() => String, { description: 'The slug of the article.' })
  slug: string;

  @Field(() => LanguageEnum, { description: 'The language that it was read in.' })
  language: Language;

  @Field(() => Boolean, { description: 'Whether it was useful.' })
  isUseful: boolean;
}
