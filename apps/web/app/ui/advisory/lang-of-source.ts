import type { Language } from '../../api/gql/graphql';
import { LOCALE_FACTS, localeOfLanguage } from '../../i18n/locale';
import { useLocale } from '../../i18n/use-locale';

/** The `lang` of a text that is in the source's language alone, where the page is in another. */
export function useLangOfSource(language: Language): string | undefined {
  const here = useLocale();
  const written = localeOfLanguage(language);
  return written === undefined || written === here ? undefined : LOCALE_FACTS[written].tag;
}
