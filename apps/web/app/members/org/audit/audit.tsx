import { useTranslations } from 'use-intl';
import type { Route } from './+types/audit';
import { query } from '../../../api/api.server';
import { MemberAuditDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { Paging } from '../../../ui/static/parts';
import { afterIn, nextPage } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { ForAdministrators } from '../../frame/not-for-you';
import { auditFilterIn, toAuditFilter } from './audit-filter.server';
import { AuditFilterForm } from './audit-filter-form';
import { AuditTable } from './audit-table';
import { colleaguesOf } from './people-names.server';

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const filter = auditFilterIn(request);
  if (!viewer.viewerCan.readAudit || viewer.organisation === null) return { viewer, filter, log: undefined };
  const [{ auditEntries }, colleagues] = await Promise.all([
    query(request, MemberAuditDocument, { filter: { ...toAuditFilter(filter), before: afterIn(request) } }),
    colleaguesOf(request, viewer.organisation.id),
  ]);
  const paging = nextPage(request, { hasNextPage: auditEntries.next !== null, endCursor: auditEntries.next });
  return {
    viewer,
    filter,
    log: { entries: auditEntries.entries, ...colleagues, paging, csv: `/org/audit.csv${new URL(request.url).search}` },
  };
}

export default function Audit({ loaderData: { viewer, filter, log } }: Route.ComponentProps) {
  const t = useTranslations('members.audit');
  return (
    <MemberPage viewer={viewer} current="audit" title={t('title')}>
      {log === undefined ? (
        <ForAdministrators />
      ) : (
        <>
          <p className="govuk-body">{t('lead')}</p>
          <AuditFilterForm filter={filter} people={log.people} />
          {log.entries.length === 0 ? <p className="govuk-body">{t('none')}</p> : <AuditTable entries={log.entries} names={log.names} />}
          <Paging {...log.paging} />
          <p className="govuk-body hl-no-print">
            <a className="govuk-link" href={log.csv}>
              {t('csv')}
            </a>
          </p>
        </>
      )}
    </MemberPage>
  );
}
