import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';
import { IntlProvider } from 'use-intl';
import type { Catalogue } from './catalogue';
import { LOCALE_FACTS } from './locale';
import type { Locale } from './locale';
import { CurrentLocale } from './use-locale';

/** Times are told in the zone of the operating CERT, and always with the zone's name. */
export const TIME_ZONE = 'Asia/Hong_Kong';

/** Where the words come from: on the server every catalogue, in a browser the one that was loaded before the page came alive. */
export const MessageSource = createContext<(locale: Locale) => Catalogue>(() => {
  throw new Error('The pages were given no texts.');
});

/** Gives the pages their words: `const t = useTranslations('portal')`, from `use-intl`. */
export function Texts({ locale, children }: { readonly locale: Locale; readonly children: ReactNode }) {
  const messages = useContext(MessageSource)(locale);
  return (
    <CurrentLocale value={locale}>
      <IntlProvider locale={LOCALE_FACTS[locale].tag} messages={messages} timeZone={TIME_ZONE}>
        {children}
      </IntlProvider>
    </CurrentLocale>
  );
}
