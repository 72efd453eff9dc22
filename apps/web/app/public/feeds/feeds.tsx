import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/feeds';
import { LOCALE_FACTS } from '../../i18n/locale';
import { useLocale } from '../../i18n/use-locale';
import { settings } from '../../settings.server';
import { PageHead } from '../../ui/static/page-head';
import { Page } from '../../ui/static/page';
import { Table } from '../../ui/static/parts';
import { SEVERITIES } from '../alerts/alert-filter';

export function loader() {
  return { api: settings().publicApiUrl };
}

const LANGUAGE_FOLDERS = { en: 'en', tc: 'zh-Hant', sc: 'zh-Hans' } as const;

interface Feed {
  readonly key: string;
  readonly name: ReactNode;
  readonly what: string;
  readonly addresses: readonly string[];
}

export default function Feeds({ loaderData: { api } }: Route.ComponentProps) {
  const t = useTranslations('portal.feeds');
  const locale = useLocale();
  const folder = `${api}/feeds/${LANGUAGE_FOLDERS[locale]}`;
  const feeds: readonly Feed[] = [
    {
      key: 'atom',
      name: 'Atom',
      what: t('atom'),
      addresses: [`${folder}/all.atom`, ...SEVERITIES.slice(0, 2).map((each) => `${folder}/severity/${each.toLowerCase()}.atom`)],
    },
    { key: 'rss', name: 'RSS 2.0', what: t('rss'), addresses: [`${folder}/all.rss`] },
    { key: 'json', name: 'JSON Feed 1.1', what: t('json'), addresses: [`${folder}/all.json`] },
    {
      key: 'csaf',
      name: 'CSAF 2.0',
      what: t('csaf'),
      addresses: [`${api}/.well-known/csaf/provider-metadata.json`, `${api}/csaf/white/csaf-feed-tlp-white.json`],
    },
    { key: 'taxii', name: 'STIX 2.1 / TAXII 2.1', what: t('taxii'), addresses: [`${api}/taxii2/`] },
    { key: 'misp', name: 'MISP', what: t('misp'), addresses: [`${api}/misp/manifest.json`] },
    {
      key: 'open',
      name: t('open-data'),
      what: t('open-data-text'),
      addresses: [`${api}/open-data/advisories.csv`, `${api}/open-data/advisories.json`],
    },
    { key: 'graphql', name: 'GraphQL', what: t('graphql'), addresses: [`${api}/graphql`] },
  ];
  return (
    <Page path="/feeds">
      <PageHead title={t('title')} description={t('lead')} path="/feeds" />
      <h1 className="govuk-heading-xl">{t('title')}</h1>
      <p className="govuk-body-l">{t('lead')}</p>
      <Table
        caption={t('caption', { language: LOCALE_FACTS[locale].name })}
        rows={feeds}
        rowKey={({ key }) => key}
        columns={[
          { head: t('format'), cell: ({ name }) => <strong>{name}</strong> },
          { head: t('for'), cell: ({ what }) => what },
          {
            head: t('address'),
            cell: ({ addresses }) => (
              <ul className="govuk-list">
                {addresses.map((address) => (
                  <li key={address}>
                    <a className="govuk-link hl-address" href={address}>
                      {address}
                    </a>
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      <h2 className="govuk-heading-l">{t('rules-title')}</h2>
      <ul className="govuk-list govuk-list--bullet">
        {(['clear', 'etag', 'licence', 'members'] as const).map((rule) => (
          <li key={rule}>{t(`rules.${rule}`)}</li>
        ))}
      </ul>
    </Page>
  );
}
