import { LANGUAGES } from '#libs/advisories';
import type { Language } from '#libs/advisories';
import { ENGLISH } from './page-wording.en.js';
import type { PageWording } from './page-wording.js';
import { SIMPLIFIED_CHINESE } from './page-wording.zh-hans.js';
import { TRADITIONAL_CHINESE } from './page-wording.zh-hant.js';

const WORDING: Readonly<Record<Language, PageWording>> = { en: ENGLISH, 'zh-Hant': TRADITIONAL_CHINESE, 'zh-Hans': SIMPLIFIED_CHINESE };

export function wordingOf(language: Language): PageWording {
  return WORDING[language];
}

/** The language that the link names, else the first of the browser's that we have, else English. */
export function pageLanguage(named: string | undefined, acceptLanguage: string | undefined): Language {
  const wanted = [named ?? '', ...(acceptLanguage ?? '').split(',')].map((tag) => (tag.split(';')[0] ?? '').trim().toLowerCase());
  for (const tag of wanted) {
    const found = languageOf(tag);
    if (found) return found;
  }
  return 'en';
}

function languageOf(tag: string): Language | undefined {
  if (/^zh-(hant|hk|tw|mo)/.test(tag)) return 'zh-Hant';
  if (/^zh/.test(tag)) return 'zh-Hans';
  return LANGUAGES.find((language) => tag.startsWith(language.toLowerCase()));
}
