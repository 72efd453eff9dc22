import { useTranslations } from 'use-intl';
import type { Route } from './+types/endpoints';
import { query } from '../../../api/api.server';
import { MemberEndpointsDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { ButtonLink } from '../../../ui/static/button';
import { Paging, Table } from '../../../ui/static/parts';
import { doneIn } from '../../frame/done';
import { afterIn, nextPage } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { KeyExpiry } from './key-expiry';

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const { endpoints } = await query(request, MemberEndpointsDocument, { after: afterIn(request) });
  return { viewer, endpoints: endpoints.nodes, paging: nextPage(request, endpoints.pageInfo), done: doneIn(request) };
}

export default function Endpoints({ loaderData: { viewer, endpoints, paging, done } }: Route.ComponentProps) {
  const t = useTranslations('members.endpoints');
  const words = useTranslations('members');
  return (
    <MemberPage viewer={viewer} current="endpoints" title={t('title')} done={done}>
      <p className="govuk-body">{t('lead')}</p>
      <div className="govuk-button-group">
        <ButtonLink href="/org/endpoints/new-email">{t('new-email')}</ButtonLink>
        <ButtonLink href="/org/endpoints/new-webhook" look="secondary">
          {t('new-webhook')}
        </ButtonLink>
      </div>
      {endpoints.length === 0 ? (
        <p className="govuk-body">{t('none')}</p>
      ) : (
        <Table
          caption={t('list')}
          rows={endpoints}
          rowKey={({ id }) => id}
          columns={[
            {
              head: t('name'),
              cell: ({ id, name, address }) => (
                <>
                  <a className="govuk-link" href={`/org/endpoints/${id}`}>
                    {name === '' ? address : name}
                  </a>
                  {name === '' ? null : <div className="hl-quiet">{address}</div>}
                </>
              ),
            },
            { head: t('channel'), cell: ({ channel }) => words(`channel.${channel}`) },
            {
              head: t('status'),
              cell: ({ status, failingSince, openPgp }) => (
                <>
                  {words(`endpoint-status.${status}`)}
                  {status === 'ACTIVE' && failingSince !== null ? <div>{t('failing')}</div> : null}
                  <KeyExpiry expiresAt={openPgp?.expiresAt} />
                </>
              ),
            },
            { head: t('owner'), cell: ({ isShared }) => t(isShared ? 'shared' : 'personal') },
          ]}
        />
      )}
      <Paging {...paging} />
    </MemberPage>
  );
}
