import { useLocale } from './use-locale';
import { LOCALE_FACTS } from './locale';
import type { Locale } from './locale';
import { TIME_ZONE } from './texts';

/** Intl writes "am" in Hong Kong English as "am"; Simplified Chinese readers expect 24 hours. */
function clock(locale: Locale): Intl.DateTimeFormatOptions {
  return { hour: locale === 'sc' ? '2-digit' : 'numeric', minute: '2-digit', hour12: locale !== 'sc' };
}

const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric', timeZone: TIME_ZONE };

export function dayText(instant: string, locale: Locale): string {
  return new Intl.DateTimeFormat(LOCALE_FACTS[locale].tag, DAY).format(new Date(instant));
}

export function instantText(instant: string, locale: Locale, timeZone = TIME_ZONE): string {
  const { tag, homeTime } = LOCALE_FACTS[locale];
  const format = (zone: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { ...DAY, ...clock(locale), timeZone, ...zone }).format(new Date(instant));
  // Chinese data of Intl has no name for the zone of Hong Kong, only "[GMT+8]".
  return locale !== 'en' && timeZone === TIME_ZONE ? `${format({})} ${homeTime}` : format({ timeZoneName: 'short' });
}

/** A day, with the exact instant for machines. */
export function Day({ at }: { readonly at: string }) {
  return <time dateTime={at}>{dayText(at, useLocale())}</time>;
}

/** A day and a time with its zone. */
export function Instant({ at }: { readonly at: string }) {
  return <time dateTime={at}>{instantText(at, useLocale())}</time>;
}
