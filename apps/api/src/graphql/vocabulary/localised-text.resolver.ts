import type { Language } from '#libs/advisories';
import { markdownToText, renderMarkdown } from '#libs/renditions';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { LanguageEnum } from './enums.js';
import { chosenFrom, LocalisedTextType } from './localised-text.js';

const LANGUAGE = {
  type: () => LanguageEnum,
  nullable: true,
  description: 'The language; the source language where none is given.',
} as const;

/** A text as a page shows it: in the reader's language, or in the source language where that is missing. */
@Resolver(() => LocalisedTextType)
export class LocalisedTextResolver {
  @ResolveField(() => String, { nullable: true, description: 'In a language, else in the source language; as it was written.' })
  text(@Parent() parent: LocalisedTextType, @Args('language', LANGUAGE) language?: Language | null): string | null {
    return chosenFrom(parent, language)?.text ?? null;
  }

  @ResolveField(() => LanguageEnum, { nullable: true, description: 'The language that `text`, `html` and `plainText` are then in.' })
  language(@Parent() parent: LocalisedTextType, @Args('language', LANGUAGE) language?: Language | null): Language | null {
    return chosenFrom(parent, language)?.language ?? null;
  }

  @ResolveField(() => String, { nullable: true, description: 'The same, read as Markdown, as safe HTML.' })
  html(@Parent() parent: LocalisedTextType, @Args('language', LANGUAGE) language?: Language | null): string | null {
    const chosen = chosenFrom(parent, language);
    return chosen ? renderMarkdown(chosen.text) : null;
  }

  @ResolveField(() => String, { nullable: true, description: 'The same without its Markdown.' })
  plainText(@Parent() parent: LocalisedTextType, @Args('language', LANGUAGE) language?: Language | null): string | null {
    const chosen = chosenFrom(parent, language);
    return chosen ? markdownToText(chosen.text) : null;
  }
}
