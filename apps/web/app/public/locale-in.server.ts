import { notFound } from '../api/api.server';
import { isLocale } from '../i18n/locale';
import type { Locale } from '../i18n/locale';

/** The language that stands in a public page's address; throws the page for what is not there. */
export function localeIn({ locale }: { readonly locale?: string }): Locale {
  if (!isLocale(locale)) notFound();
  return locale;
}
