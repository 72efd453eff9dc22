import type { Language } from '#libs/advisories';
import type { GuidanceRevision as StoredRevision, GuidanceSource as StoredSource, GuidanceText as StoredText } from '#libs/guidance';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Node } from '../node/node.types.js';
import { DateTime } from '../scalars.js';
import { LanguageEnum } from '../vocabulary/enums.js';
import { LocalisedTextType } from '../vocabulary/localised-text.js';
import {
  GuidanceAudienceEnum,
  GuidanceCostEnum,
  GuidanceStateEnum,
  GuidanceTargetEnum,
  GuidanceTopicEnum,
} from '../vocabulary/page-enums.js';

@ObjectType({ description: 'Where a link of an article leads.' })
export class GuidanceLink {
  @Field(() => String, { description: 'What it is called.' })
  text: string;

  @Field(() => GuidanceTargetEnum, { description: 'What it leads to.' })
  kind: string;

  @Field(() => String, { description: 'The target as it is written: `article:slug`, `page:name`, `step:2` or an https address.' })
  target: string;

  @Field(() => String, { description: 'Its address: a path of the portal, a place on the same page, or an https address.' })
  href: string;
}

@ObjectType({ description: 'One of the three things to do first.' })
export class GuidanceFirstStep {
  @Field(() => String, { description: 'What to do.' })
  action: string;

  @Field(() => String, { description: 'Why.' })
  why: string;

  @Field(() => GuidanceLink, { description: 'Where it is shown how.' })
  link: GuidanceLink;
}

@ObjectType({ description: 'The steps for one product or system.' })
export class GuidanceStepGroup {
  @Field(() => String, { description: 'The product or system.' })
  title: string;

  @Field(() => String, { description: 'The steps, in Markdown.' })
  body: string;

  @Field(() => String, { description: 'The steps, as safe HTML.' })
  html: string;
}

@ObjectType({ description: 'An article in one language, in the order in which a page shows it.' })
export class GuidanceText {
  @Field(() => LanguageEnum, { description: 'The language that it is in.' })
  language: Language;

  @Field(() => Boolean, { description: 'Whether the language that was asked for is missing, so that this is the source text.' })
  isFallback: boolean;

  @Field(() => Boolean, { description: 'Whether it is a translation that is older than its source text.' })
  isOutdated: boolean;

  @Field(() => String, { description: 'The title: a task.' })
  title: string;

  @Field(() => String, { description: 'The summary, in Markdown.' })
  summary: string;

  @Field(() => String, { description: 'The summary, as safe HTML.' })
  summaryHtml: string;

  @Field(() => String, { description: 'For whom it is, in Markdown.' })
  forWhom: string;

  @Field(() => String, { description: 'For whom it is, as safe HTML.' })
  forWhomHtml: string;

  @Field(() => [GuidanceFirstStep], { description: 'The three things to do first.' })
  first: GuidanceFirstStep[];

  @Field(() => [GuidanceStepGroup], { description: 'The steps, by product or system.' })
  steps: GuidanceStepGroup[];

  @Field(() => String, { description: 'How to check that it worked, in Markdown.' })
  check: string;

  @Field(() => String, { description: 'How to check that it worked, as safe HTML.' })
  checkHtml: string;

  @Field(() => String, { description: 'Where to turn if it went wrong, in Markdown.' })
  ifWrong: string;

  @Field(() => String, { description: 'Where to turn if it went wrong, as safe HTML.' })
  ifWrongHtml: string;

  @Field(() => [String], { description: 'What to tick off.' })
  checklist: string[];
}

@ObjectType({ description: "A work that an article's facts come from." })
export class GuidanceSource {
  @Field(() => String, { description: 'Its id among the sources.' })
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

@ObjectType({ description: 'One numbered text of an article. A published one is never changed.' })
export class GuidanceRevision {
  @Field(() => String, { description: 'Its id.' })
  id: string;

  @Field(() => Int, { description: 'Its number, from 1.' })
  number: number;

  @Field(() => GuidanceStateEnum, { description: 'Where it stands.' })
  state: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was published.' })
  publishedAt?: string | null;

  @Field(() => DateTime, { description: 'When it was last saved; give it back as `expectedSavedAt`.' })
  savedAt: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was submitted for review.' })
  submittedAt?: string | null;

  @Field(() => String, { nullable: true, description: 'Why it came back from review.' })
  returnReason?: string | null;

  @Field(() => LocalisedTextType, { nullable: true, description: 'What it changes.' })
  summaryOfChanges?: LocalisedTextType | null;

  @Field(() => LanguageEnum, { description: 'The language that the others are translated from.' })
  sourceLanguage: Language;

  @Field(() => [LanguageEnum], { description: 'The languages that it is in.' })
  languages: Language[];

  @Field(() => [LanguageEnum], { description: 'Languages whose text is older than the source text.' })
  outdatedTranslations: Language[];

  @Field(() => [GuidanceAudienceEnum], { description: 'Whom it is for.' })
  audiences: readonly string[];

  @Field(() => GuidanceTopicEnum, { description: 'What it is about.' })
  topic: string;

  @Field(() => Int, { description: 'How many minutes it takes.' })
  minutes: number;

  @Field(() => GuidanceCostEnum, { description: 'What it costs.' })
  cost: string;

  @Field(() => String, { description: 'The day on which its facts were last checked, as in `2026-11-23`.' })
  reviewedOn: string;

  @Field(() => [GuidanceSource], { description: 'Where its facts come from.' })
  sources: GuidanceSource[];

  @Field(() => [String], { description: 'Slugs of articles to read next.' })
  relatedSlugs: readonly string[];

  @Field(() => [String], { description: 'What people call the thing when they look for it.' })
  keywords: readonly string[];

  stored: StoredRevision;
}

@ObjectType({ description: 'What the viewer may do with an article now.' })
export class ViewerCanGuidance {
  @Field(() => Boolean, { description: 'Change the draft.' })
  edit: boolean;

  @Field(() => Boolean, { description: 'Submit the draft for review.' })
  submit: boolean;

  @Field(() => Boolean, { description: 'Return the text to its author.' })
  return: boolean;

  @Field(() => Boolean, { description: 'Publish the text.' })
  publish: boolean;

  @Field(() => Boolean, { description: 'Give the draft up.' })
  discard: boolean;

  @Field(() => Boolean, { description: 'Begin a new revision.' })
  revise: boolean;

  @Field(() => Boolean, { description: 'Withdraw it.' })
  withdraw: boolean;
}

@ObjectType({ description: 'What readers in one language answered to "was this useful?".' })
export class GuidanceFeedback {
  @Field(() => LanguageEnum, { description: 'The language that they read it in.' })
  language: string;

  @Field(() => Int, { description: 'How many said yes.' })
  useful: number;

  @Field(() => Int, { description: 'How many said no.' })
  notUseful: number;
}

@ObjectType({ implements: () => [Node], description: 'An article of guidance, for the public.' })
export class GuidanceArticle extends Node {
  override readonly __typename = 'GuidanceArticle';

  @Field(() => String, { description: 'Part of the address of its page; the same for ever.' })
  slug: string;

  @Field(() => GuidanceStateEnum, { description: 'Where it stands.' })
  state: string;

  @Field(() => [GuidanceAudienceEnum], { description: 'Whom it is for.' })
  audiences: readonly string[];

  @Field(() => GuidanceTopicEnum, { description: 'What it is about.' })
  topic: string;

  @Field(() => Int, { description: 'How many minutes it takes.' })
  minutes: number;

  @Field(() => GuidanceCostEnum, { description: 'What it costs.' })
  cost: string;

  @Field(() => String, { description: 'The day on which its facts were last checked, as in `2026-11-23`.' })
  reviewedOn: string;

  @Field(() => LanguageEnum, { description: 'The language that the others are translated from.' })
  sourceLanguage: Language;

  @Field(() => LocalisedTextType, { description: 'The title.' })
  title: LocalisedTextType;

  @Field(() => LocalisedTextType, { nullable: true, description: 'The summary; none once it is withdrawn.' })
  summary?: LocalisedTextType | null;

  @Field(() => Int, { description: 'The number of the revision that is published; of a first draft 1.' })
  revisionNumber: number;

  @Field(() => DateTime, { nullable: true, description: 'When it was first published.' })
  publishedAt?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last published or withdrawn.' })
  updatedAt?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was withdrawn.' })
  withdrawnAt?: string | null;

  @Field(() => LocalisedTextType, { nullable: true, description: 'What stands in the place of the text once it is withdrawn.' })
  withdrawalNotice?: LocalisedTextType | null;

  uuid: string;
  revisionId?: string | undefined;
}

@ObjectType({ description: 'An article after a step.' })
export class GuidanceArticlePayload {
  @Field(() => GuidanceArticle, { description: 'As it is now.' })
  article: GuidanceArticle;
}

@ObjectType({ description: 'An answer was counted.' })
export class GuidanceFeedbackPayload {
  @Field(() => Boolean, { description: 'Always true.' })
  counted: boolean;
}

export type { StoredSource, StoredText };
