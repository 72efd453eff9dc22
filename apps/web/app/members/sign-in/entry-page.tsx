import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useLocale } from '../../i18n/use-locale';
import { LanguageChoice } from '../../ui/static/language-choice';
import { SkipLink } from '../../ui/static/skip-link';

interface EntryPageProps {
  readonly title: string;
  readonly isRefused?: boolean;
  readonly children: ReactNode;
}

/** The pages before somebody is signed in: one thing to do on each. */
export function EntryPage({ title, isRefused = false, children }: EntryPageProps) {
  const t = useTranslations('site');
  const locale = useLocale();
  return (
    <>
      <title>{`${isRefused ? `${t('form.error')} ` : ''}${title} – Harbourlight`}</title>
      <meta name="robots" content="noindex" />
      <SkipLink />
      <header className="hl-header">
        <div className="govuk-width-container hl-header__row">
          <a className="hl-brand" href={`/${locale}`}>
            Harbourlight
          </a>
          <LanguageChoice />
        </div>
      </header>
      <div className="govuk-width-container">
        <main className="govuk-main-wrapper" id="main">
          <div className="hl-narrow">{children}</div>
        </main>
      </div>
    </>
  );
}
