import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { LOCALE_FACTS, LOCALES } from '../../i18n/locale';
import { useLocale } from '../../i18n/use-locale';

interface PageProps {
  readonly children: ReactNode;
  /** The part of the address after the language, as in `/alerts`; for the links to the other languages. */
  readonly path?: string;
  /** Above the main part: breadcrumbs, banners. */
  readonly before?: ReactNode;
  readonly current?: PortalSection;
}

export const PORTAL_SECTIONS = ['alerts', 'advice', 'attacked', 'report', 'subscribe'] as const;
export type PortalSection = (typeof PORTAL_SECTIONS)[number];

/** A page of the portal: header, main part, footer. The same for everybody: it does not know who is signed in. */
export function Page({ children, path = '', before, current }: PageProps) {
  const t = useTranslations('site');
  const locale = useLocale();
  return (
    <>
      <a href="#main" className="govuk-skip-link">
        {t('skip')}
      </a>
      <header className="hl-header">
        <div className="govuk-width-container hl-header__row">
          <a className="hl-brand" href={`/${locale}`}>
            <Lighthouse />
            Harbourlight
          </a>
          <nav className="hl-languages" aria-label={t('languages')}>
            <ul>
              {LOCALES.map((each) => (
                <li key={each}>
                  <a
                    href={`/${each}${path}`}
                    lang={LOCALE_FACTS[each].tag}
                    hrefLang={LOCALE_FACTS[each].tag}
                    aria-current={each === locale ? 'true' : undefined}
                  >
                    {LOCALE_FACTS[each].name}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
        <div className="govuk-width-container">
          <nav className="hl-sections" aria-label={t('sections')}>
            <ul>
              {PORTAL_SECTIONS.map((section) => (
                <li key={section}>
                  <a href={`/${locale}/${section}`} aria-current={section === current ? 'page' : undefined}>
                    {t(`nav.${section}`)}
                  </a>
                </li>
              ))}
              <li className="hl-sections__end">
                <a href="/sign-in">{t('nav.sign-in')}</a>
              </li>
            </ul>
          </nav>
        </div>
      </header>
      <div className="govuk-width-container">
        {before}
        <main className="govuk-main-wrapper" id="main">
          {children}
        </main>
      </div>
      <Footer />
    </>
  );
}

const FOOTER_LINKS = ['search', 'statistics', 'feeds', 'membership', 'about', 'contact', 'accessibility', 'privacy', 'sitemap'] as const;

function Footer() {
  const t = useTranslations('site');
  const locale = useLocale();
  return (
    <footer className="hl-footer">
      <div className="govuk-width-container">
        <nav aria-label={t('footer')}>
          <ul>
            {FOOTER_LINKS.map((each) => (
              <li key={each}>
                <a className="govuk-link" href={`/${locale}/${each}`}>
                  {t(`nav.${each}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <p>{t('footer-text')}</p>
      </div>
    </footer>
  );
}

function Lighthouse() {
  return (
    <svg className="hl-brand__mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M13 12h6l2 16H11z" fill="currentColor" />
      <path d="M12 6h8v5h-8zM16 2l5 4H11z" fill="currentColor" />
      <path className="hl-brand__beam" d="M22 7l9-3v9zM10 7L1 4v9z" />
    </svg>
  );
}
