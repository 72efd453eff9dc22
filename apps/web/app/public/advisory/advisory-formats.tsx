import { useTranslations } from 'use-intl';
import type { AdvisoryAboutFragment } from '../../api/gql/graphql';
import { useLocale } from '../../i18n/use-locale';
import { PartOf } from './advisory-parts';

/** CSAF 2.0 section 5.1 says what the file is called; it lies in the folder of the year in which it was first published, in UTC. */
export function csafAddress(api: string, { trackingId, publishedAt }: Pick<AdvisoryAboutFragment, 'trackingId' | 'publishedAt'>): string {
  const file = trackingId.toLowerCase().replaceAll(/[^+\-a-z0-9]+/gu, '_');
  return `${api}/csaf/white/${(publishedAt ?? '').slice(0, 4)}/${file}.json`;
}

/** The same advisory for printers and machines. */
export function AdvisoryFormats({ about, api }: { readonly about: AdvisoryAboutFragment; readonly api: string }) {
  const t = useTranslations('portal.alert.formats');
  const locale = useLocale();
  return (
    <PartOf part="formats">
      <ul className="govuk-list govuk-list--bullet">
        <li>{t('print')}</li>
        <li>
          <a className="govuk-link" href={`/${locale}/alerts/${about.trackingId}/advisory.json`}>
            JSON
          </a>
        </li>
        <li>
          <a className="govuk-link" href={csafAddress(api, about)}>
            CSAF 2.0
          </a>
        </li>
        <li>
          <a className="govuk-link" href={`${api}/taxii2/public/collections/clear/objects/${about.stixId}/`}>
            STIX 2.1
          </a>
        </li>
        <li>
          <a className="govuk-link" href={`/${locale}/feeds`}>
            {t('stix')}
          </a>
        </li>
      </ul>
    </PartOf>
  );
}
