import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/people';
import { query } from '../../api/api.server';
import { ConsolePeopleDocument } from '../../api/gql/graphql';
import { Named } from '../../ui/static/named';
import { Paging, Table } from '../../ui/static/parts';
import { requireSection } from '../console-access.server';
import { secondFactorWord } from './second-factor-word';

export async function loader({ request }: Route.LoaderArgs) {
  await requireSection(request, 'users');
  const after = new URL(request.url).searchParams.get('after');
  const { people } = await query(request, ConsolePeopleDocument, { organisation: null, after });
  return { after, people };
}

export default function People({ loaderData: { after, people } }: Route.ComponentProps) {
  const t = useTranslations('administration');
  const { nodes, pageInfo } = people;
  return (
    <>
      <title>{`${t('people.title')} – Harbourlight`}</title>
      <h1>{t('people.title')}</h1>
      {nodes.length === 0 ? (
        <p className="govuk-body">{t('people.none')}</p>
      ) : (
        <Table
          caption={t('people.title')}
          rows={nodes}
          rowKey={({ id }) => id}
          columns={[
            { head: t('name'), cell: ({ id, name }) => <Link to={`/console/users/${encodeURIComponent(id)}`}>{name}</Link> },
            { head: t('email'), cell: ({ email }) => email },
            {
              head: t('organisation'),
              cell: ({ organisation }) => (organisation === null ? t('people.public') : <Named names={organisation.names} />),
            },
            { head: t('roles'), cell: ({ roles }) => roles.map((role) => t(`role.${role}`)).join(', ') },
            { head: t('status'), cell: ({ status }) => t(`person-status.${status}`) },
            { head: t('second-factor'), cell: ({ hasSecondFactor }) => t(secondFactorWord(hasSecondFactor)) },
          ]}
        />
      )}
      <Paging
        first={after === null ? undefined : '/console/users'}
        next={
          pageInfo.hasNextPage && pageInfo.endCursor !== null ? `/console/users?after=${encodeURIComponent(pageInfo.endCursor)}` : undefined
        }
      />
    </>
  );
}
