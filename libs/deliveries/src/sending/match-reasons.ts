import type { Language } from '#libs/advisories';
import { SEVERITIES } from '#libs/advisories';
import type { Transaction } from '#libs/database';
import { MATCH_CRITERIA, whyMatched } from '#libs/renditions';
import type { MatchReason } from '#libs/renditions';
import type { ClaimedAlert } from './claimed-alert.js';

interface MetRow extends Record<string, unknown> {
  readonly met: readonly string[];
  readonly min_severity: number;
  readonly exploited_only: boolean;
}

/** Why this recipient gets this alert, in words. Read in the recipient's own context; a withdrawn advisory has no reasons left. */
export async function reasonsOf(tx: Transaction, alert: ClaimedAlert, language: Language): Promise<string[]> {
  const rows = await tx.query<MetRow>(
    `SELECT subscriptions.met(s, a) AS met, s.min_severity, s.exploited_only
     FROM advisories.advisory a JOIN subscriptions.subscription s ON s.number = ANY ($2) AND s.status = 'active'
     WHERE a.id = $1 AND a.withdrawn_at IS NULL`,
    [alert.advisoryId, alert.subscriptions],
  );
  return whyMatched(rows.flatMap(reasonsOfOne), language);
}

function reasonsOfOne({ met, min_severity, exploited_only }: MetRow): MatchReason[] {
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
