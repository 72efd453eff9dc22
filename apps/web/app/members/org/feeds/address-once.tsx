import { useTranslations } from 'use-intl';
import { LOCALE_FACTS, LOCALES } from '../../../i18n/locale';
import type { Locale } from '../../../i18n/locale';
import { ButtonLink } from '../../../ui/static/button';
import { Table } from '../../../ui/static/parts';

const FORMATS = [
  { name: 'Atom', extension: 'atom' },
  { name: 'RSS', extension: 'rss' },
  { name: 'JSON Feed', extension: 'json' },
] as const;

/** As feeds name languages: without the place that a page's tag has. */
function feedLanguage(locale: Locale): string {
  return locale === 'en' ? 'en' : LOCALE_FACTS[locale].tag.slice(0, 'zh-Hant'.length);
}

/** The exact addresses for a feed reader, once: each language in each format, and how to narrow them. */
export function AddressOnce({ base }: { readonly base: string }) {
  const t = useTranslations('members.feeds');
  const rows = LOCALES.flatMap((locale) => FORMATS.map((format) => ({ ...format, locale })));
  return (
    <>
      <div className="govuk-warning-text">
        <span className="govuk-warning-text__icon" aria-hidden="true">
          !
        </span>
        <strong className="govuk-warning-text__text">{t('once')}</strong>
      </div>
      <Table
        caption={t('exact')}
        rows={rows}
        rowKey={({ locale, extension }) => `${locale} ${extension}`}
        columns={[
          { head: t('language'), cell: ({ locale }) => <span lang={LOCALE_FACTS[locale].tag}>{LOCALE_FACTS[locale].name}</span> },
          { head: t('format'), cell: ({ name }) => name },
          {
            head: t('address'),
            cell: ({ locale, extension }) => (
              <code className="hl-secret" translate="no">
                {`${base}/${feedLanguage(locale)}/all.${extension}`}
              </code>
            ),
          },
        ]}
      />
      <p className="govuk-body">{t('narrow')}</p>
      <ul className="govuk-list govuk-list--bullet" translate="no">
        {['severity/critical', 'kind/high-threat-alert', 'vendor/VENDOR', 'product/VENDOR/PRODUCT'].map((which) => (
          <li key={which}>
            <code>{which}</code>
          </li>
        ))}
      </ul>
      <ButtonLink href="/org/feeds">{t('go-on')}</ButtonLink>
    </>
  );
}
