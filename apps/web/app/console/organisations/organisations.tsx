import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/organisations';
import { query } from '../../api/api.server';
import { ConsoleOrganisationsDocument } from '../../api/gql/graphql';
import type { OrganisationStatus } from '../../api/gql/graphql';
import { Named } from '../../ui/static/named';
import { Paging, Table } from '../../ui/static/parts';
import { Tabs } from '../../ui/static/tabs';
import { useLive } from '../../ui/console/use-live';
import { requireSection } from '../console-access.server';

const STATUSES = ['APPLIED', 'REFUSED', 'ACTIVE', 'SUSPENDED'] as const satisfies readonly OrganisationStatus[];

export async function loader({ request }: Route.LoaderArgs) {
  await requireSection(request, 'organisations');
  const { searchParams } = new URL(request.url);
  const status = STATUSES.find((each) => each === searchParams.get('status')) ?? null;
  const after = searchParams.get('after');
  const { organisations } = await query(request, ConsoleOrganisationsDocument, { status, after });
  return { status, after, organisations };
}

export default function Organisations({ loaderData: { status, after, organisations } }: Route.ComponentProps) {
  const t = useTranslations('administration');
  useLive('APPLICATION');
  const { nodes, pageInfo } = organisations;
  const here = status === null ? '?' : `?status=${status}&`;
  return (
    <>
      <title>{`${t('organisations.title')} – Harbourlight`}</title>
      <h1>{t('organisations.title')}</h1>
      <Tabs
        label={t('organisations.by-status')}
        tabs={[null, ...STATUSES].map((each) => ({
          text: each === null ? t('all') : t(`organisation-status.${each}`),
          href: each === null ? '/console/organisations' : `/console/organisations?status=${each}`,
          isCurrent: each === status,
        }))}
      />
      {nodes.length === 0 ? (
        <p className="govuk-body">{t('organisations.none')}</p>
      ) : (
        <Table
          caption={t('organisations.title')}
          rows={nodes}
          rowKey={({ id }) => id}
          columns={[
            {
              head: t('name'),
              cell: ({ id, names }) => (
                <Link to={`/console/organisations/${encodeURIComponent(id)}`}>
                  <Named names={names} />
                </Link>
              ),
            },
            { head: t('tier'), cell: ({ tier }) => t(`tiers.${tier}`) },
            { head: t('sectors'), cell: ({ sectors }) => sectors.map((sector) => t(`sector.${sector}`)).join(', ') },
            { head: t('status'), cell: (row) => <strong>{t(`organisation-status.${row.status}`)}</strong> },
            {
              head: t('domains'),
              cell: ({ domains }) =>
                domains.map(({ domain, verifiedAt }) => `${domain} (${verifiedAt === null ? t('not-proven') : t('proven')})`).join(', '),
            },
          ]}
        />
      )}
      <Paging
        first={after === null ? undefined : `/console/organisations${here.slice(0, -1)}`}
        next={
          pageInfo.hasNextPage && pageInfo.endCursor !== null
            ? `/console/organisations${here}after=${encodeURIComponent(pageInfo.endCursor)}`
            : undefined
        }
      />
    </>
  );
}
