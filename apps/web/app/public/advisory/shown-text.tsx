import type { Language } from '../../api/gql/graphql';
import { LOCALE_FACTS, localeOfLanguage } from '../../i18n/locale';
import { useLocale } from '../../i18n/use-locale';
import { SafeHtml } from '../../ui/static/parts';

interface Chosen {
  readonly language: Language | null;
}

/** The `lang` of a text that is not in the page's own language. */
export function useLangOf(): (chosen: Chosen | null | undefined) => string | undefined {
  const locale = useLocale();
  return (chosen) => {
    const its = localeOfLanguage(chosen?.language);
    return its === undefined || its === locale ? undefined : LOCALE_FACTS[its].tag;
  };
}

/** Markdown of an advisory, as the API made it safe. */
export function Prose({ text }: { readonly text: (Chosen & { readonly html: string | null }) | null }) {
  const langOf = useLangOf();
  if (text?.html == null) return null;
  return <SafeHtml html={text.html} lang={langOf(text)} />;
}
