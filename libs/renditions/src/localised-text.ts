import { LANGUAGES } from '#libs/advisories';
import type { AdvisoryContent, Language, LocalisedText } from '#libs/advisories';
import type { AdvisoryView } from './advisory-view.js';

/** A text and the language it is in, which is the source's where the wanted one is missing. */
export interface ChosenText {
  readonly text: string;
  readonly language: Language;
}

/** The text in the wanted language, else in the source language; `undefined` where it is empty or absent in both. */
export function chooseText(text: LocalisedText | undefined, language: Language, sourceLanguage: Language): ChosenText | undefined {
  for (const candidate of [language, sourceLanguage]) {
    const found = text?.[candidate];
    if (found !== undefined && found.trim() !== '') return { text: found, language: candidate };
  }
  return undefined;
}

/** The same, else in any language there is: for what would else be kept from the reader. Each text then says its own language. */
export function chooseAnyText(text: LocalisedText | undefined, language: Language, sourceLanguage: Language): ChosenText | undefined {
  const own = LANGUAGES.find((each) => (text?.[each] ?? '').trim() !== '') ?? sourceLanguage;
  return chooseText(text, language, sourceLanguage) ?? chooseText(text, own, own);
}

/** How much of what a reader is shown is missing in their language, and therefore shown in the source language. */
export type Fallback = 'none' | 'some' | 'all';

export function fallbackOf(texts: readonly (LocalisedText | undefined)[], language: Language, sourceLanguage: Language): Fallback {
  const chosen = texts.map((text) => chooseText(text, language, sourceLanguage)).filter((text) => text !== undefined);
  const missing = chosen.filter((text) => text.language !== language).length;
  if (missing === 0) return 'none';
  return missing === chosen.length ? 'all' : 'some';
}

/** Every text of an advisory that exists in several languages. */
export function localisedTexts(content: AdvisoryContent): readonly (LocalisedText | undefined)[] {
  const { title, summary, description, impact, recommendation, workarounds } = content;
  return [title, summary, description, impact, ...(recommendation ?? []), ...(workarounds ?? [])];
}

/**
 * Whether the translation is older than the source text. The source text's own instant is `translatedAt[sourceLanguage]`; where it is
 * not recorded, an update has a stale translation if the translation was last touched before the first publication.
 */
export function isTranslationOutdated(view: AdvisoryView, language: Language): boolean {
  const { sourceLanguage, translatedAt } = view.content;
  const translated = translatedAt?.[language];
  if (language === sourceLanguage || translated === undefined) return false;
  const source = translatedAt?.[sourceLanguage] ?? (view.event === 'advisory.updated' ? view.publishedAt : undefined);
  return source !== undefined && Date.parse(translated) < Date.parse(source);
}
