import { useTranslations } from 'use-intl';
import { LOCALE_FACTS, LOCALES } from '../../i18n/locale';
import { useLocale } from '../../i18n/use-locale';

/** For pages without a language in their address: the choice is kept in a cookie. */
export function LanguageChoice() {
  const t = useTranslations('site');
  const locale = useLocale();
  return (
    <form method="post" action="/language" className="hl-languages" aria-label={t('languages')}>
      <ul>
        {LOCALES.map((each) => (
          <li key={each}>
            <button className="hl-link-button" name="locale" value={each} lang={LOCALE_FACTS[each].tag} aria-pressed={each === locale}>
              {LOCALE_FACTS[each].name}
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}
