import type { Language } from '#libs/advisories';
import { SEVERITIES } from '#libs/advisories';
import { MATCH_CRITERIA, whyMatched } from '#libs/renditions';
import type { MatchReason } from '#libs/renditions';

/** What of one subscription an advisory met, as `deliveries.own_parts` tells it. */
export interface MetCriteria {
  readonly met: readonly string[];
  readonly min_severity: number;
  readonly exploited_only: boolean;
}

/** Why a recipient gets an alert, in words. */
export function reasonsIn(met: readonly MetCriteria[], language: Language): string[] {
  return whyMatched(met.flatMap(reasonsOfOne), language);
}

function reasonsOfOne({ met, min_severity, exploited_only }: MetCriteria): MatchReason[] {
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
