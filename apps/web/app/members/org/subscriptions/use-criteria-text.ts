import { useTranslations } from 'use-intl';
import type { CriteriaPartsFragment } from '../../../api/gql/graphql';

/** Criteria in one sentence: any of the values within one, all of them together. */
export function useCriteriaText(): (criteria: CriteriaPartsFragment) => string {
  const t = useTranslations('members.criteria');
  const site = useTranslations('site');
  const sector = useTranslations('members.sector');
  return ({ kinds, minSeverity, tags, sectors, vendors, products, cves, keywords, exploitedOnly }) => {
    const list = (values: readonly string[]) => values.join(t('or'));
    const parts = [
      minSeverity === 'LOW' ? '' : t('severity', { value: site(`severity.${minSeverity}`) }),
      kinds.length === 0 ? '' : t('kinds', { values: list(kinds.map((kind) => site(`kind.${kind}`))) }),
      sectors.length === 0 ? '' : t('sectors', { values: list(sectors.map((each) => sector(each))) }),
      tags.length === 0 ? '' : t('tags', { values: list(tags) }),
      vendors.length === 0 ? '' : t('vendors', { values: list(vendors) }),
      products.length === 0 ? '' : t('products', { values: list(products) }),
      cves.length === 0 ? '' : t('cves', { values: list(cves) }),
      keywords.length === 0 ? '' : t('keywords', { values: list(keywords) }),
      exploitedOnly ? t('exploited') : '',
    ].filter((part) => part !== '');
    return parts.length === 0 ? t('everything') : parts.join(t('and'));
  };
}
