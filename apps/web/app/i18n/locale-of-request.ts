import { isLocale, LOCALE_FACTS, LOCALES, preferredLocale } from './locale';
import type { Locale } from './locale';
import { readLocaleCookie } from './locale-cookie';

/**
 * The language of a page that has none in its path: what a mail asked for (`?lang=zh-Hant`), else what the visitor chose, else what the
 * browser prefers.
 */
export function localeOf(request: Request): Locale {
  return (
    askedFor(new URL(request.url).searchParams.get('lang')) ??
    readLocaleCookie(request.headers.get('cookie')) ??
    preferredLocale(request.headers.get('accept-language'))
  );
}

function askedFor(tag: string | null): Locale | undefined {
  if (tag === null) return undefined;
  return isLocale(tag) ? tag : LOCALES.find((locale) => LOCALE_FACTS[locale].tag.startsWith(tag) && tag.length > 1);
}
