import type { Route } from './+types/audit-export';
import { data } from 'react-router';
import { query } from '../../api/api.server';
import { ConsoleAuditDocument } from '../../api/gql/graphql';
import { csvLine } from '../../ui/csv';
import { auditFilter, auditValuesIn, unreadDays } from './audit-filter';
import { requireSection } from '../console-access.server';

const PAGE = 200;
const MOST_PAGES = 100;
const COLUMNS = ['at', 'action', 'actorKind', 'actorPersonId', 'organisationId', 'subjectType', 'subjectId', 'detail', 'isSealed'] as const;

/** The filtered log as CSV (RFC 4180), newest first, at most 20,000 entries; more are told in the last line. */
export async function loader({ request }: Route.LoaderArgs): Promise<Response> {
  await requireSection(request, 'audit');
  const values = auditValuesIn(new URL(request.url).searchParams);
  if (unreadDays(values).length > 0) throw data({ code: 'INVALID_INPUT' }, { status: 400 });
  const filter = auditFilter(values);
  const lines = [csvLine(COLUMNS)];
  let before: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const given: { first: number; before?: string } = { first: PAGE, ...(before === null ? {} : { before }) };
    const { auditEntries } = await query(request, ConsoleAuditDocument, { filter: { ...filter, ...given } });
    lines.push(...auditEntries.entries.map((entry) => csvLine(COLUMNS.map((column) => String(entry[column] ?? '')))));
    before = auditEntries.next;
    if (before === null) break;
  }
  if (before !== null) lines.push(csvLine(['more entries follow: narrow the filter']));
  return new Response(lines.join(''), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="audit.csv"',
      'cache-control': 'no-store',
    },
  });
}
