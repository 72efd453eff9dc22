import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/reports';
import { query } from '../../api/api.server';
import { ConsoleReportsDocument } from '../../api/gql/graphql';
import type { IncidentState } from '../../api/gql/graphql';
import { choose } from '../../i18n/localised';
import { Instant } from '../../i18n/times';
import { useLocale } from '../../i18n/use-locale';
import { Paging, Table } from '../../ui/static/parts';
import { Tabs } from '../../ui/static/tabs';
import { useLive } from '../../ui/console/use-live';
import { requireSection } from '../console-access.server';

const STATES = ['RECEIVED', 'IN_WORK', 'CLOSED'] as const satisfies readonly IncidentState[];

export async function loader({ request }: Route.LoaderArgs) {
  await requireSection(request, 'reports');
  const { searchParams } = new URL(request.url);
  const state = STATES.find((each) => each === searchParams.get('state')) ?? null;
  const after = searchParams.get('after');
  const { incidentReports, incidentKinds } = await query(request, ConsoleReportsDocument, {
    states: state === null ? null : [state],
    after,
  });
  return { state, after, reports: incidentReports, kinds: incidentKinds };
}

/** Incidents that the public and members reported; the desk of the operating CERT alone sees them. */
export default function Reports({ loaderData: { state, after, reports, kinds } }: Route.ComponentProps) {
  const t = useTranslations('administration.reports');
  useLive('INCIDENT_REPORT');
  const locale = useLocale();
  const { nodes, pageInfo } = reports;
  const kept = state === null ? '' : `state=${state}&`;
  return (
    <>
      <title>{`${t('title')} – Harbourlight`}</title>
      <h1>{t('title')}</h1>
      <Tabs
        label={t('by-state')}
        tabs={[null, ...STATES].map((each) => ({
          text: each === null ? t('all') : t(`state.${each}`),
          href: each === null ? '/console/reports' : `/console/reports?state=${each}`,
          isCurrent: each === state,
        }))}
      />
      {nodes.length === 0 ? (
        <p className="govuk-body">{t('none')}</p>
      ) : (
        <Table
          caption={t('title')}
          rows={nodes}
          rowKey={({ id }) => id}
          columns={[
            {
              head: t('reference'),
              cell: ({ id, reference }) => <Link to={`/console/reports/${encodeURIComponent(id)}`}>{reference}</Link>,
            },
            { head: t('kind'), cell: (row) => choose(kinds.find((kind) => kind.class === row.class)?.title, locale).text },
            { head: t('reporter'), cell: ({ reporter }) => t(`reporters.${reporter}`) },
            { head: t('state-head'), cell: (row) => <strong>{t(`state.${row.state}`)}</strong> },
            { head: t('received'), cell: ({ receivedAt }) => <Instant at={receivedAt} /> },
            {
              head: t('clock'),
              cell: ({ clocks }) =>
                clocks.map(({ dueAt, isOver }) => <p key={dueAt}>{isOver ? <strong>{t('over')}</strong> : <Instant at={dueAt} />}</p>),
            },
          ]}
        />
      )}
      <Paging
        first={after === null ? undefined : `/console/reports?${kept}`}
        next={
          pageInfo.hasNextPage && pageInfo.endCursor !== null
            ? `/console/reports?${kept}after=${encodeURIComponent(pageInfo.endCursor)}`
            : undefined
        }
      />
    </>
  );
}
