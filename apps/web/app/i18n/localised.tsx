import { LOCALE_FACTS, LOCALES } from './locale';
import type { Locale } from './locale';

/** A text of the API in the languages that it has. */
export interface LocalisedText {
  readonly en?: string | null;
  readonly zhHant?: string | null;
  readonly zhHans?: string | null;
}

export interface ChosenText {
  readonly text: string;
  /** The language of the text where it is not the page's own: to be said with `lang`. */
  readonly lang: string | undefined;
}

/** The text in the page's language, else in another Chinese, else in any there is. */
export function choose(text: LocalisedText | null | undefined, locale: Locale): ChosenText {
  const order: readonly Locale[] = locale === 'en' ? ['en', 'tc', 'sc'] : [locale, locale === 'tc' ? 'sc' : 'tc', 'en'];
  for (const candidate of [...order, ...LOCALES]) {
    const found = text?.[LOCALE_FACTS[candidate].key];
    if (found) return { text: found, lang: candidate === locale ? undefined : LOCALE_FACTS[candidate].tag };
  }
  return { text: '', lang: undefined };
}
