import { notFound } from '../api/api.server';
import { isLocale } from '../i18n/locale';
import type { Locale } from '../i18n/locale';

/** The language that stands in a public page's address; throws the page for what is not there. */
export function localeIn({ locale }: { readonly locale?: string }): Locale {
  if (!isLocale(locale)) notFound();
  return locale;
}

/** An address with some of its parameters changed; an undefined one is left out, and the list begins anew. */
export function addressWith(path: string, now: Readonly<Record<string, string>>, changed: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...now, after: undefined, ...changed })) if (value) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** For pages whose address holds a token: nobody keeps them. */
export function keptByNobody(): Record<string, string> {
  return { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
}
