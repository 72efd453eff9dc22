import { useTranslations } from 'use-intl';
import { useLocale } from '../../i18n/use-locale';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { SITE_PAGES } from '../site-pages';

export default function Sitemap() {
  const t = useTranslations('portal.sitemap');
  const locale = useLocale();
  return (
    <Page path="/sitemap">
      <PageHead title={t('title')} description={t('lead')} path="/sitemap" />
      <h1 className="govuk-heading-xl">{t('title')}</h1>
      <p className="govuk-body-l">{t('lead')}</p>
      <ul className="govuk-list govuk-list--bullet govuk-list--spaced">
        {SITE_PAGES.map((page) => (
          <li key={page}>
            <a className="govuk-link" href={`/${locale}${page === 'home' ? '' : `/${page}`}`}>
              {t(`pages.${page}`)}
            </a>
          </li>
        ))}
      </ul>
    </Page>
  );
}
