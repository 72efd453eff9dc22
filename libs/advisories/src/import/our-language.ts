import type { Language } from '../content.js';

/** The Chinese script of a BCP 47 tag; undefined for other languages. */
export function chineseOf(tag: string): Language | undefined {
  const subtags = tag.toLowerCase().split(/[-_]/);
  if (subtags[0] !== 'zh') return undefined;
  return subtags.some((subtag) => ['hant', 'tw', 'hk', 'mo'].includes(subtag)) ? 'zh-Hant' : 'zh-Hans';
}

/** Languages other than ours are kept under `en`; `content.source.language` tells which it is. */
export function ourLanguage(tag: string | undefined): Language {
  return chineseOf(tag ?? '') ?? 'en';
}
