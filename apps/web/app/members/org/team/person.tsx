import { data, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/person';
import { mutate, notFound } from '../../../api/api.server';
import { ChangeRolesDocument, ReinstatePersonDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { textIn, textsIn } from '../../../forms/form.server';
import { Button } from '../../../ui/static/button';
import { CheckboxesField } from '../../../ui/static/field';
import { Facts } from '../../../ui/static/parts';
import { idIn } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { ForAdministrators } from '../../frame/not-for-you';
import { errorsFor, statusOf } from '../../frame/words.server';
import { colleagueIn } from './colleague.server';
import { ORGANISATION_ROLES } from './role-choices';
import { secondFactorWord } from './second-factor-word';

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  return { viewer, person: await colleagueIn(request, viewer, params.id) };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const viewer = await requireViewer(request);
  const { id, roles: before } = await colleagueIn(request, viewer, idIn(params.id));
  const isReinstated = textIn(form, 'intent') === 'reinstate';
  // Roles of the platform are not on this page, and stay as they are.
  const kept = before.filter((role) => !ORGANISATION_ROLES.some((each) => each === role));
  const chosen = ORGANISATION_ROLES.filter((role) => textsIn(form, 'roles').includes(role));
  const { refusal } = await (isReinstated
    ? mutate(request, ReinstatePersonDocument, { input: { id } })
    : mutate(request, ChangeRolesDocument, { input: { id, roles: [...kept, ...chosen] } }));
  if (refusal === undefined) return redirect(`/org/team?done=${isReinstated ? 'reinstated' : 'saved'}`);
  if (refusal.code === 'NOT_FOUND') notFound();
  return data({ errors: errorsFor(request, refusal, { roles: 'roles' }), chosen }, { status: statusOf(refusal) });
}

export default function Person({ loaderData: { viewer, person }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.team');
  const roles = useTranslations('members.role');
  return (
    <MemberPage
      viewer={viewer}
      current="team"
      title={person.name}
      crumbs={[{ text: t('title'), href: '/org/team' }]}
      errors={actionData?.errors}
    >
      <Facts
        facts={[
          { name: t('email'), value: person.email },
          { name: t('status'), value: t(`person-status.${person.status}`) },
          { name: t('second-factor'), value: t(secondFactorWord(person.hasSecondFactor)) },
          { name: t('roles'), value: person.roles.map((role) => roles(`${role}.name`)).join(', ') },
        ]}
      />
      {viewer.viewerCan.changeRoles ? (
        <>
          <form method="post" noValidate>
            <CheckboxesField
              name="roles"
              label={t('change-roles')}
              error={actionData?.errors['roles']}
              chosen={actionData?.chosen ?? person.roles}
              choices={ORGANISATION_ROLES.map((value) => ({ value, label: roles(`${value}.name`), hint: roles(`${value}.text`) }))}
            />
            <Button>{t('save-roles')}</Button>
          </form>
          {person.status === 'ACTIVE' ? (
            <p className="govuk-body">
              <a className="govuk-link" href={`/org/team/${person.id}/suspend`}>
                {t('suspend')}
              </a>
            </p>
          ) : (
            <form method="post">
              <input type="hidden" name="intent" value="reinstate" />
              <Button look="secondary">{t('reinstate')}</Button>
            </form>
          )}
        </>
      ) : (
        <ForAdministrators />
      )}
    </MemberPage>
  );
}
