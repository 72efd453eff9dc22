import { isLocale, LOCALE_FACTS, LOCALES, preferredLocale } from './locale';
import type { Locale } from './locale';
import { readLocaleCookie } from './locale-cookie';

/**
 * The language of a page: what its path names (`/tc/…`), else what a mail asked for (`?lang=zh-Hant`), else what the visitor chose, else what the
 * browser prefers.
 */
export function localeOf(request: Request): Locale {
  return (
    inPath(new URL(request.url).pathname) ??
    askedFor(new URL(request.url).searchParams.get('lang')) ??
    readLocaleCookie(request.headers.get('cookie')) ??
    preferredLocale(request.headers.get('accept-language'))
  );
}

function inPath(pathname: string): Locale | undefined {
  const first = pathname.split('/')[1] ?? '';
  return isLocale(first) ? first : undefined;
}

function askedFor(tag: string | null): Locale | undefined {
  if (tag === null) return undefined;
  return isLocale(tag) ? tag : LOCALES.find((locale) => LOCALE_FACTS[locale].tag.startsWith(tag) && tag.length > 1);
}
