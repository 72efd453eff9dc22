import { createTranslator } from 'use-intl';
import { messagesOf } from '../i18n/all-messages.server';
import { LOCALE_FACTS } from '../i18n/locale';
import { localeOf } from '../i18n/locale-of-request';

/** The console's words in the reader's language, for actions, which run before anything is rendered. */
export function consoleWords(request: Request) {
  const locale = localeOf(request);
  return createTranslator({ locale: LOCALE_FACTS[locale].tag, messages: messagesOf(locale), namespace: 'console' });
}
