import { useTranslations } from 'use-intl';
import type { AdvisoryContentFragment } from '../../api/gql/graphql';
import { choose } from '../../i18n/localised';
import { Instant } from '../../i18n/times';
import { LOCALE_FACTS, localeOfLanguage } from '../../i18n/locale';
import { useLocale } from '../../i18n/use-locale';
import { Facts } from '../static/parts';
import { TlpLabel } from '../static/tlp-label';

export function AdvisoryFacts({ advisory }: { readonly advisory: AdvisoryContentFragment }) {
  const t = useTranslations('members.advisory');
  const words = useTranslations('members');
  const kinds = useTranslations('site.kind');
  const locale = useLocale();
  const publisher = choose(advisory.publisher, locale);
  const outdated = advisory.text?.outdatedTranslations ?? [];
  const written = localeOfLanguage(advisory.sourceLanguage);
  return (
    <Facts
      facts={[
        { name: t('id'), value: advisory.trackingId },
        { name: t('kind'), value: kinds(advisory.kind) },
        advisory.labelText === null ? undefined : { name: 'TLP', value: <TlpLabel text={advisory.labelText} /> },
        publisher.text === '' ? undefined : { name: t('publisher'), value: <span lang={publisher.lang}>{publisher.text}</span> },
        advisory.publishedAt === null ? undefined : { name: t('published'), value: <Instant at={advisory.publishedAt} /> },
        advisory.updatedAt === null || advisory.updatedAt === advisory.publishedAt
          ? undefined
          : { name: t('updated'), value: <Instant at={advisory.updatedAt} /> },
        { name: t('revision'), value: advisory.revisionNumber },
        advisory.cves.length === 0 ? undefined : { name: 'CVE', value: advisory.cves.join(', ') },
        advisory.sectors.length === 0
          ? undefined
          : { name: t('sectors'), value: advisory.sectors.map((sector) => words(`sector.${sector}`)).join(', ') },
        advisory.tags.length === 0 ? undefined : { name: t('tags'), value: advisory.tags.join(', ') },
        advisory.source === null
          ? undefined
          : {
              name: t('source'),
              value: `${advisory.source.publisher} ${advisory.source.trackingId} (${advisory.source.format.toUpperCase()})`,
            },
        written === undefined ? undefined : { name: t('language'), value: LOCALE_FACTS[written].name },
        outdated.length === 0
          ? undefined
          : { name: t('outdated'), value: outdated.map((each) => LOCALE_FACTS[localeOfLanguage(each) ?? 'en'].name).join(', ') },
      ]}
    />
  );
}
