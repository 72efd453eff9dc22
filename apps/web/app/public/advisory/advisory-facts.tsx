import { useTranslations } from 'use-intl';
import { LOCALE_FACTS, LOCALES } from '../../i18n/locale';
import { Instant } from '../../i18n/times';
import { useLocale } from '../../i18n/use-locale';
import { Facts } from '../../ui/static/parts';
import { TlpLabel } from '../../ui/static/tlp-label';
import type { LoadedAdvisory } from './load-advisory.server';
import { useLangOf } from './shown-text';

/** What stands on the cover: id, dates, label, numbers, source, languages. */
export function AdvisoryFacts({ about, revision }: LoadedAdvisory) {
  const t = useTranslations('portal.alert.facts');
  const kinds = useTranslations('site.kind');
  const locale = useLocale();
  const langOf = useLangOf();
  const change = about.history.find(({ number }) => number === about.revisionNumber)?.summaryOfChanges;
  const languages = LOCALES.filter((each) => about.title[LOCALE_FACTS[each].key]);
  const wasUpdated = about.updatedAt !== null && about.updatedAt !== about.publishedAt;
  return (
    <Facts
      facts={[
        { name: t('id'), value: `${about.trackingId} (${kinds(about.kind)})` },
        about.publishedAt === null ? undefined : { name: t('published'), value: <Instant at={about.publishedAt} /> },
        wasUpdated && about.updatedAt !== null
          ? {
              name: t('updated'),
              value: (
                <>
                  <Instant at={about.updatedAt} /> ({t('revision', { number: revision })})
                  {change?.text ? <span lang={langOf(change)}> {change.text}</span> : null}
                </>
              ),
            }
          : undefined,
        { name: t('label'), value: <TlpLabel text="TLP:CLEAR" /> },
        about.cves.length === 0 ? undefined : { name: t('cves'), value: about.cves.join(', ') },
        { name: t('publisher'), value: about.publisher?.text },
        about.source === null ? undefined : { name: t('source'), value: `${about.source.publisher}, ${about.source.trackingId}` },
        {
          name: t('languages'),
          value: (
            <ul className="hl-inline">
              {languages.map((each) => (
                <li key={each}>
                  {each === locale ? (
                    LOCALE_FACTS[each].name
                  ) : (
                    <a className="govuk-link" href={`/${each}/alerts/${about.trackingId}`} lang={LOCALE_FACTS[each].tag}>
                      {LOCALE_FACTS[each].name}
                    </a>
                  )}
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
