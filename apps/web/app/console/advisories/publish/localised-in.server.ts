import type { LocalisedTextInput } from '../../../api/gql/graphql';
import { textIn } from '../../../forms/form.server';
import { LOCALE_FACTS, LOCALES } from '../../../i18n/locale';

/** The languages in which something was written. */
export function localisedIn(form: FormData, name: string): LocalisedTextInput {
  const texts = LOCALES.map((locale) => [LOCALE_FACTS[locale].key, textIn(form, `${name}.${LOCALE_FACTS[locale].key}`)] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== ''));
}
