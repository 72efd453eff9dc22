import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useLocale } from '../../i18n/use-locale';
import { Button } from '../../ui/static/button';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { Banner } from '../../ui/static/parts';

interface TokenPageProps {
  readonly texts: { readonly title: string; readonly text: string; readonly button: string; readonly done: string };
  readonly outcome: 'done' | 'not-good' | 'try-later' | undefined;
  /** What the links to other languages lead to: never the token. */
  readonly path: string;
  /** What the button is about, before it. */
  readonly children?: ReactNode;
}

/** What a link of a mail leads to: one button, and after it one sentence. */
export function TokenPage({ texts, outcome, path, children }: TokenPageProps) {
  const t = useTranslations('portal.subscribe.token');
  const locale = useLocale();
  return (
    <Page path={path} current="subscribe">
      <PageHead title={texts.title} description={texts.text} path={path} isIndexed={false} />
      {outcome === 'done' ? (
        <Banner title={t('done')} look="success">
          <p className="govuk-notification-banner__heading">{texts.done}</p>
        </Banner>
      ) : null}
      <h1 className="govuk-heading-xl">{texts.title}</h1>
      {outcome === undefined ? (
        <form method="post">
          <p className="govuk-body-l">{texts.text}</p>
          {children}
          <Button>{texts.button}</Button>
        </form>
      ) : null}
      {outcome === 'not-good' || outcome === 'try-later' ? <p className="govuk-body-l">{t(outcome)}</p> : null}
      <p className="govuk-body">
        <a className="govuk-link" href={`/${locale}/subscribe`}>
          {t('again')}
        </a>
      </p>
    </Page>
  );
}
