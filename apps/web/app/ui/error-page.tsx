import { useTranslations } from 'use-intl';
import { useLocale } from '../i18n/use-locale';
import { Page } from './static/page';

const KNOWN = [400, 401, 403, 404, 409, 410, 429, 500, 503] as const;
type KnownStatus = (typeof KNOWN)[number];

/** The status that there are words for: the nearest one. */
export function knownStatus(status: number): KnownStatus {
  return KNOWN.find((known) => known === status) ?? (status >= 500 ? 500 : 400);
}

/** Says what happened and what to do next. What is not there and what is not for this reader look the same. */
export function ErrorPage({ status }: { readonly status: number }) {
  const t = useTranslations('site.errors');
  const locale = useLocale();
  const shown = knownStatus(status);
  return (
    <Page>
      <title>{`${t(`${shown}.title`)} – Harbourlight`}</title>
      <meta name="robots" content="noindex" />
      <h1 className="govuk-heading-l">{t(`${shown}.title`)}</h1>
      <p className="govuk-body">{t(`${shown}.text`)}</p>
      <p className="govuk-body">{t(`${shown}.next`)}</p>
      <ul className="govuk-list govuk-list--bullet">
        <li>
          <a className="govuk-link" href={`/${locale}`}>
            {t('home')}
          </a>
        </li>
        <li>
          <a className="govuk-link" href={`/${locale}/search`}>
            {t('search')}
          </a>
        </li>
        <li>
          <a className="govuk-link" href={`/${locale}/attacked`}>
            {t('attacked')}
          </a>
        </li>
      </ul>
    </Page>
  );
}
