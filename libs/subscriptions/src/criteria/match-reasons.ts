import { SEVERITIES } from '#libs/advisories';
import type { Language } from '#libs/advisories';
import { MATCH_CRITERIA, whyMatched } from '#libs/renditions';
import type { MatchReason } from '#libs/renditions';
import { columnsOf } from './criteria-terms.js';
import type { Criteria } from './criteria.js';

/** What `subscriptions.met()` answers, with the two criteria that are no lists. */
export interface Met {
  /** `vendor:siemens`, `keyword:ransomware`, … */
  readonly met: readonly string[];
  readonly min_severity: number;
  readonly exploited_only: boolean;
}

/** Why a subscription matched, as `whyMatched` of libs/renditions puts it into words. */
export function reasonsFrom({ met, min_severity, exploited_only }: Met): MatchReason[] {
  const severity = SEVERITIES[min_severity];
  const reasons: MatchReason[] = [
    ...met.flatMap(readTerm),
    ...(min_severity > 0 && severity !== undefined ? [{ criterion: 'severity' as const, value: severity }] : []),
    ...(exploited_only ? [{ criterion: 'exploited' as const }] : []),
  ];
  return reasons.length > 0 ? reasons : [{ criterion: 'everything' }];
}

/** `vendor:siemens` → vendor, siemens. */
function readTerm(term: string): MatchReason[] {
  const at = term.indexOf(':');
  const criterion = MATCH_CRITERIA.find((known) => known === term.slice(0, at));
  return criterion === undefined ? [] : [{ criterion, value: term.slice(at + 1) }];
}

/** Criteria in words, one value each, for the mail that asks for a confirmation. */
export function criteriaInWords(criteria: Criteria, language: Language): string[] {
  const { kinds, tags, sectors, vendors, products, cves, keywords, min_severity, exploited_only } = columnsOf(criteria);
  const met = [...kinds, ...tags, ...sectors, ...vendors, ...products, ...cves, ...keywords.map((keyword) => `keyword:${keyword}`)];
  return whyMatched(reasonsFrom({ met, min_severity, exploited_only }), language);
}
