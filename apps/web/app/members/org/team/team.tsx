import { useTranslations } from 'use-intl';
import type { Route } from './+types/team';
import { query } from '../../../api/api.server';
import { TeamDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { ButtonLink } from '../../../ui/static/button';
import { Paging, Table } from '../../../ui/static/parts';
import { doneIn } from '../../frame/done';
import { afterIn, nextPage } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { Invitations } from './invitations';
import { secondFactorWord } from './second-factor-word';

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const done = doneIn(request);
  if (viewer.organisation === null) return { viewer, people: [], invitations: [], self: undefined, paging: {}, done };
  const { people, viewer: holder } = await query(request, TeamDocument, { organisation: viewer.organisation.id, after: afterIn(request) });
  return {
    viewer,
    people: people.nodes,
    invitations: holder.invitations,
    self: holder.person?.id,
    paging: nextPage(request, people.pageInfo),
    done,
  };
}

export default function Team({ loaderData: { viewer, people, invitations, self, paging, done } }: Route.ComponentProps) {
  const t = useTranslations('members.team');
  const roles = useTranslations('members.role');
  const mayChange = viewer.viewerCan.changeRoles;
  return (
    <MemberPage viewer={viewer} current="team" title={t('title')} done={done}>
      {viewer.organisation === null ? <p className="govuk-body">{t('no-organisation')}</p> : null}
      {viewer.viewerCan.invitePerson ? <ButtonLink href="/org/team/invite">{t('invite')}</ButtonLink> : null}
      {people.length === 0 ? null : (
        <Table
          caption={t('people')}
          rows={people}
          rowKey={({ id }) => id}
          columns={[
            {
              head: t('name'),
              cell: ({ id, name, email }) => (
                <>
                  {mayChange ? (
                    <a className="govuk-link" href={`/org/team/${id}`}>
                      {name}
                    </a>
                  ) : (
                    name
                  )}
                  <div className="hl-quiet">{email}</div>
                </>
              ),
            },
            { head: t('roles'), cell: (person) => person.roles.map((role) => roles(`${role}.name`)).join(', ') },
            { head: t('status'), cell: ({ status }) => t(`person-status.${status}`) },
            {
              head: t('second-factor'),
              cell: ({ id, hasSecondFactor }) => t(secondFactorWord(id === self ? viewer.hasSecondFactor : hasSecondFactor)),
            },
          ]}
        />
      )}
      <Paging {...paging} />
      {viewer.viewerCan.invitePerson ? <Invitations invitations={invitations} /> : null}
    </MemberPage>
  );
}
