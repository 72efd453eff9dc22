import { choose } from '../../i18n/localised';
import type { LocalisedText } from '../../i18n/localised';
import { useLocale } from '../../i18n/use-locale';

/** A name in the page's language where it has one; else in another, which is then said with `lang`. */
export function Named({ names }: { readonly names: LocalisedText }) {
  const { text, lang } = choose(names, useLocale());
  return lang === undefined ? text : <span lang={lang}>{text}</span>;
}
