import { textIn } from '../../../forms/form.server';
import { LOCALE_FACTS, LOCALES } from '../../../i18n/locale';
import type { Language } from '../../../api/gql/graphql';

/** What every new endpoint has, as the API takes it. */
export function ownerIn(form: FormData): { name: string; language?: Language; isShared: boolean } {
  const language = LOCALES.map((locale) => LOCALE_FACTS[locale].language).find((each) => each === textIn(form, 'language'));
  return { name: textIn(form, 'name'), ...(language === undefined ? {} : { language }), isShared: textIn(form, 'isShared') === 'yes' };
}
