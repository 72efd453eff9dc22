import { productTerm, SEVERITIES, TERM } from '#libs/advisories';
import type { Criteria } from './criteria.js';

/** Criteria as the database compares them: the same terms that advisories are given (`TERM` of libs/advisories). */
export interface CriteriaColumns {
  readonly min_severity: number;
  readonly exploited_only: boolean;
  readonly kinds: readonly string[];
  readonly tags: readonly string[];
  readonly sectors: readonly string[];
  readonly vendors: readonly string[];
  readonly products: readonly string[];
  readonly cves: readonly string[];
  readonly keywords: readonly string[];
}

export function columnsOf(criteria: Criteria): CriteriaColumns {
  return {
    min_severity: SEVERITIES.indexOf(criteria.minSeverity),
    exploited_only: criteria.exploitedOnly,
    kinds: distinct(criteria.kinds.map(TERM.kind)),
    tags: distinct(criteria.tags.map(TERM.tag)),
    sectors: distinct(criteria.sectors.map(TERM.sector)),
    vendors: distinct(criteria.vendors.map(TERM.vendor)),
    products: distinct(criteria.products.map(productTerm)),
    cves: distinct(criteria.cves.map(TERM.cve)),
    keywords: distinct(criteria.keywords),
  };
}

function distinct(terms: readonly string[]): readonly string[] {
  return [...new Set(terms)];
}
