import type { Route } from './+types/audit-csv';
import { notFound, query } from '../../../api/api.server';
import { MemberAuditDocument } from '../../../api/gql/graphql';
import type { MemberAuditQuery } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { csvResponse } from '../../frame/csv.server';
import { auditFilterIn, toAuditFilter } from './audit-filter.server';
import { colleaguesOf } from './people-names.server';

const PAGE = 200;
/** 10,000 entries: more is asked for by a range of days. */
const MOST_PAGES = 50;

/** The log as it is filtered, newest first. */
export async function loader({ request }: Route.LoaderArgs): Promise<Response> {
  const viewer = await requireViewer(request);
  if (!viewer.viewerCan.readAudit || viewer.organisation === null) notFound();
  const { names } = await colleaguesOf(request, viewer.organisation.id);
  const filter = { ...toAuditFilter(auditFilterIn(request)), first: PAGE };
  const rows = [['at', 'actor', 'person', 'action', 'subject_type', 'subject_id', 'detail', 'sealed']];
  let before: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { auditEntries }: MemberAuditQuery = await query(request, MemberAuditDocument, { filter: { ...filter, before } });
    rows.push(
      ...auditEntries.entries.map((entry) => [
        entry.at,
        entry.actorKind,
        entry.actorPersonId === null ? '' : (names[entry.actorPersonId] ?? entry.actorPersonId),
        entry.action,
        entry.subjectType,
        entry.subjectId,
        entry.detail,
        String(entry.isSealed),
      ]),
    );
    before = auditEntries.next;
    if (before === null) break;
  }
  return csvResponse('harbourlight-audit', rows);
}
