import { isLocale } from './locale';
import type { Locale } from './locale';

/** The language that a person chose for pages without a language in their address. It opens nothing. */
const NAME = 'harbourlight-language';
const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;

export function readLocaleCookie(header: string | null): Locale | undefined {
  const value = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${NAME}=`))
    ?.slice(NAME.length + 1);
  return isLocale(value) ? value : undefined;
}

export function localeCookie(locale: Locale): string {
  return `${NAME}=${locale}; Path=/; Max-Age=${ONE_YEAR_SECONDS}; SameSite=Lax; HttpOnly`;
}
