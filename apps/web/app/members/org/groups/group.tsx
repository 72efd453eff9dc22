import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/group';
import { mutate, notFound, query } from '../../../api/api.server';
import { AddToGroupDocument, OneGroupDocument, OrganisationChoicesDocument, RemoveFromGroupDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { textIn } from '../../../forms/form.server';
import { ConfirmForm } from '../../frame/confirm-form';
import { doneIn } from '../../frame/done';
import { found } from '../../frame/found.server';
import { idIn } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { refuseInWords } from '../../frame/words.server';
import { AddMemberForm } from './add-member-form';
import { GroupMembers } from './group-members';

/** `?remove=` names who is to leave: the same page then asks whether that is meant. */
export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const { node } = await query(request, OneGroupDocument, { id: idIn(params.id) });
  const group = found(node, 'persons');
  const isOwner = viewer.viewerCan.manageGroups && group.owner?.id === viewer.organisation?.id;
  const { organisations } = isOwner ? await query(request, OrganisationChoicesDocument, { after: null }) : { organisations: { nodes: [] } };
  const inside = new Set(group.organisations.map(({ id }) => id));
  const remove = new URL(request.url).searchParams.get('remove');
  const leaving = isOwner ? [...group.organisations, ...group.persons].find(({ id }) => id === remove) : undefined;
  return { viewer, group, isOwner, choices: organisations.nodes.filter(({ id }) => !inside.has(id)), leaving, done: doneIn(request) };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const groupId = idIn(params.id);
  const isRemoval = textIn(form, 'intent') === 'remove';
  const key = textIn(form, 'kind') === 'person' ? 'personId' : 'organisationId';
  const input = { groupId, [key]: textIn(form, key) };
  const { refusal } = await (isRemoval
    ? mutate(request, RemoveFromGroupDocument, { input })
    : mutate(request, AddToGroupDocument, { input }));
  if (refusal?.code === 'NOT_FOUND' && isRemoval) notFound();
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { organisationId: 'organisationId', personId: 'personId' });
  return redirect(`/org/groups/${groupId}?done=${isRemoval ? 'removed' : 'added'}`);
}

export default function Group({ loaderData: { viewer, group, isOwner, choices, leaving, done }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.groups');
  const back = `/org/groups/${group.id}`;
  const isPerson = group.persons.some(({ id }) => id === leaving?.id);
  return (
    <MemberPage
      viewer={viewer}
      current="groups"
      title={group.name}
      crumbs={[{ text: t('title'), href: '/org/groups' }]}
      errors={actionData?.errors}
      done={done}
    >
      <p className="govuk-body hl-lines">{group.description}</p>
      {leaving === undefined ? (
        <>
          <GroupMembers group={group} isOwner={isOwner} />
          {isOwner ? <AddMemberForm choices={choices} errors={actionData?.errors ?? {}} /> : null}
        </>
      ) : (
        <ConfirmForm
          button={t('remove')}
          back={back}
          hidden={{ intent: 'remove', kind: isPerson ? 'person' : 'organisation', [isPerson ? 'personId' : 'organisationId']: leaving.id }}
        >
          {t('remove-text', { name: leaving.name })}
        </ConfirmForm>
      )}
    </MemberPage>
  );
}
