import type { Language } from '../../api/gql/graphql';
import { LOCALE_FACTS, localeOfLanguage } from '../../i18n/locale';
import { useLocale } from '../../i18n/use-locale';
import { SafeHtml } from '../static/parts';

interface Marked {
  readonly html: string | null;
  readonly language: Language | null;
}

/** A Markdown text of the API as the API made it HTML, marked with its language where it is not the page's. */
export function MarkedText({ text }: { readonly text: Marked | null | undefined }) {
  const locale = useLocale();
  if (!text?.html) return null;
  const written = localeOfLanguage(text.language);
  return <SafeHtml html={text.html} lang={written === undefined || written === locale ? undefined : LOCALE_FACTS[written].tag} />;
}
