import type { LocalisedText } from '#libs/advisories';
import { Field, InputType, ObjectType } from '@nestjs/graphql';

@ObjectType('LocalisedText', { description: 'A text in one to three languages.' })
export class LocalisedTextType {
  @Field(() => String, { nullable: true, description: 'In English.' })
  en?: string | null;

  @Field(() => String, { nullable: true, description: 'In Traditional Chinese.' })
  zhHant?: string | null;

  @Field(() => String, { nullable: true, description: 'In Simplified Chinese.' })
  zhHans?: string | null;
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

export function toLocalisedText(text: LocalisedText): LocalisedTextType {
  return { en: text.en ?? null, zhHant: text['zh-Hant'] ?? null, zhHans: text['zh-Hans'] ?? null };
}

export function fromLocalisedText(input: LocalisedTextInput): LocalisedText {
  return {
    ...(input.en ? { en: input.en } : {}),
    ...(input.zhHant ? { 'zh-Hant': input.zhHant } : {}),
    ...(input.zhHans ? { 'zh-Hans': input.zhHans } : {}),
  };
}
