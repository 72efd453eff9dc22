import { LANGUAGES } from '#libs/advisories';
import type { Language, LocalisedText } from '#libs/advisories';
import { chooseText } from '#libs/renditions';
import type { ChosenText } from '#libs/renditions';
import { Field, InputType, ObjectType } from '@nestjs/graphql';

@ObjectType('LocalisedText', { description: 'A text in one to three languages.' })
export class LocalisedTextType {
  @Field(() => String, { nullable: true, description: 'In English.' })
  en?: string | null;

  @Field(() => String, { nullable: true, description: 'In Traditional Chinese.' })
  zhHant?: string | null;

  @Field(() => String, { nullable: true, description: 'In Simplified Chinese.' })
  zhHans?: string | null;

  /** The language that a reader gets whose own is missing; where it is not known, the first that there is. */
  sourceLanguage?: Language;
}

@InputType({ description: 'A text in one to three languages; at least the source language.' })
export class LocalisedTextInput {
  @Field(() => String, { nullable: true, description: 'In English.' })
  en?: string | null;

  @Field(() => String, { nullable: true, description: 'In Traditional Chinese.' })
  zhHant?: string | null;

  @Field(() => String, { nullable: true, description: 'In Simplified Chinese.' })
  zhHans?: string | null;
}

export function toLocalisedText(text: LocalisedText, sourceLanguage?: Language): LocalisedTextType {
  return {
    en: text.en ?? null,
    zhHant: text['zh-Hant'] ?? null,
    zhHans: text['zh-Hans'] ?? null,
    ...(sourceLanguage === undefined ? {} : { sourceLanguage }),
  };
}

export function fromLocalisedText(input: LocalisedTextInput): LocalisedText {
  return {
    ...(input.en ? { en: input.en } : {}),
    ...(input.zhHant ? { 'zh-Hant': input.zhHant } : {}),
    ...(input.zhHans ? { 'zh-Hans': input.zhHans } : {}),
  };
}

/** The text in a language, else in the source language, else in any. */
export function chosenFrom(parent: LocalisedTextType, language: Language | null | undefined): ChosenText | undefined {
  const text = fromLocalisedText(parent);
  const first = LANGUAGES.find((each) => (text[each] ?? '').trim() !== '') ?? 'en';
  const source = parent.sourceLanguage ?? first;
  return chooseText(text, language ?? source, source) ?? chooseText(text, first, first);
}
