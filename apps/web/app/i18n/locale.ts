import type { Language } from '../api/gql/graphql';

/** As they stand in addresses: English, Traditional Chinese, Simplified Chinese. */
export const LOCALES = ['en', 'tc', 'sc'] as const;
export type Locale = (typeof LOCALES)[number];

export interface LocaleFacts {
  /** RFC 5646, for `lang` and `hreflang`. */
  readonly tag: string;
  readonly language: Language;
  /** Under which a text of the API stands. */
  readonly key: 'en' | 'zhHant' | 'zhHans';
  /** Its own name, never translated. */
  readonly name: string;
  /** What it calls the time of Hong Kong. */
  readonly homeTime: string;
}

export const LOCALE_FACTS: Readonly<Record<Locale, LocaleFacts>> = {
  en: { tag: 'en-HK', language: 'EN', key: 'en', name: 'English', homeTime: 'HKT' },
  tc: { tag: 'zh-Hant-HK', language: 'ZH_HANT', key: 'zhHant', name: '繁體中文', homeTime: '香港時間' },
  sc: { tag: 'zh-Hans', language: 'ZH_HANS', key: 'zhHans', name: '简体中文', homeTime: '香港时间' },
};

export function isLocale(text: string | undefined): text is Locale {
  return LOCALES.some((locale) => locale === text);
}

export function localeOfTag(tag: string): Locale {
  return LOCALES.find((locale) => LOCALE_FACTS[locale].tag === tag) ?? 'en';
}

export function localeOfLanguage(language: Language | null | undefined): Locale | undefined {
  return LOCALES.find((locale) => LOCALE_FACTS[locale].language === language);
}

/** What a browser prefers (RFC 9110 section 12.5.4); English where it wants none of the three. */
export function preferredLocale(acceptLanguage: string | null): Locale {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((each) => /^\s*q=([\d.]+)$/u.exec(each)?.[1]).find((each) => each !== undefined);
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    if (tag === 'en' || tag.startsWith('en-')) return 'en';
    if (/^zh(-hant|-hk|-tw|-mo)/u.test(tag)) return 'tc';
    if (tag === 'zh' || tag.startsWith('zh-')) return 'sc';
  }
  return 'en';
}
