import { query } from '../../api/api.server';
import { DashboardAlertsDocument } from '../../api/gql/graphql';
import type { DashboardAlertsQuery, Severity } from '../../api/gql/graphql';

export const DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** So many pages of 100 are read; with more alerts in 30 days than that the earliest days are not told. */
const MAX_PAGES = 5;

export interface DayOfAlerts extends Readonly<Record<Severity, number>> {
  /** `2026-11-28`, in Hong Kong. */
  readonly day: string;
}

const DAY_NAME = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Hong_Kong', year: 'numeric', month: '2-digit', day: '2-digit' });

/** How many alerts of each severity were published on each of the last 30 days, as far as the viewer may see them. */
export async function alertsByDay(request: Request, nowMs: number): Promise<{ days: DayOfAlerts[]; isMore: boolean }> {
  const names = Array.from({ length: DAYS }, (_, at) => DAY_NAME.format(nowMs - (DAYS - 1 - at) * DAY_MS));
  const from = `${names[0] ?? ''}T00:00:00+08:00`;
  const found: DashboardAlertsQuery['advisories']['nodes'] = [];
  let after: string | null = null;
  let isMore = true;
  for (let page = 0; page < MAX_PAGES && isMore; page += 1) {
    const { advisories }: DashboardAlertsQuery = await query(request, DashboardAlertsDocument, { from, after });
    found.push(...advisories.nodes);
    after = advisories.pageInfo.endCursor;
    isMore = advisories.pageInfo.hasNextPage;
  }
  const days = names.map((day) => {
    const own = found.filter(({ publishedAt }) => publishedAt !== null && DAY_NAME.format(new Date(publishedAt)) === day);
    const of = (severity: Severity) => own.filter((each) => each.severity === severity).length;
    return { day, LOW: of('LOW'), MEDIUM: of('MEDIUM'), HIGH: of('HIGH'), CRITICAL: of('CRITICAL') };
  });
  return { days, isMore };
}
