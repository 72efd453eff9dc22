import { createTranslator } from 'use-intl';
import type { AdvisoryKind, IndicatorType, ProductStatus, Sector, Severity, Tier } from '../../../api/gql/graphql';
import { messagesOf } from '../../../i18n/all-messages.server';
import { LOCALE_FACTS } from '../../../i18n/locale';
import type { Locale } from '../../../i18n/locale';
import { localeOf } from '../../../i18n/locale-of-request';

/** What stands on a page for the codes of the API, in the page's language. */
export interface CodeWords {
  readonly locale: Locale;
  readonly kind: (kind: AdvisoryKind) => string;
  readonly severity: (severity: Severity) => string;
  readonly status: (status: ProductStatus) => string;
  readonly sector: (sector: Sector) => string;
  readonly tier: (tier: Tier) => string;
  readonly indicator: (type: IndicatorType) => string;
  readonly remediation: (category: string) => string;
  readonly list: (list: 'tiers' | 'sectors' | 'tierSectors' | 'groups' | 'organisations' | 'persons') => string;
  readonly unseen: (count: number) => string;
}

export function codeWords(request: Request): CodeWords {
  const locale = localeOf(request);
  const t = createTranslator({ locale: LOCALE_FACTS[locale].tag, messages: messagesOf(locale) });
  return {
    locale,
    kind: (kind) => t(`site.kind.${kind}`),
    severity: (severity) => t(`site.severity.${severity}`),
    status: (status) => t(`console.products.status.${status}`),
    sector: (sector) => t(`console.sector.${sector}`),
    tier: (tier) => t(`console.audience.tier.${tier}`),
    indicator: (type) => t(`console.indicators.types.${type}`),
    remediation: (category) => {
      const key = `console.remediation.${category}` as 'console.remediation.mitigation';
      return t.has(key) ? t(key) : category;
    },
    list: (list) => t(`console.readers.list.${list}`),
    unseen: (count) => t('console.readers.unseen', { count }),
  };
}
