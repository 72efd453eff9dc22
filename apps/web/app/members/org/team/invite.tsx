import { data, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/invite';
import { mutate } from '../../../api/api.server';
import { InvitePersonDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { textIn, textsIn } from '../../../forms/form.server';
import { LOCALE_FACTS, LOCALES } from '../../../i18n/locale';
import { useLocaleFacts } from '../../../i18n/use-locale';
import { Button } from '../../../ui/static/button';
import { CheckboxesField, SelectField, TextField } from '../../../ui/static/field';
import { MemberPage } from '../../frame/member-page';
import { ForAdministrators } from '../../frame/not-for-you';
import { errorsFor, statusOf } from '../../frame/words.server';
import { ORGANISATION_ROLES } from './role-choices';

export async function loader({ request }: Route.LoaderArgs) {
  return { viewer: await requireViewer(request) };
}

/** The answer is the same whether or not the address has an account. */
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const roles = ORGANISATION_ROLES.filter((role) => textsIn(form, 'roles').includes(role));
  const language = LOCALES.map((locale) => LOCALE_FACTS[locale].language).find((each) => each === textIn(form, 'language'));
  const typed = { name: textIn(form, 'name'), email: textIn(form, 'email') };
  const { refusal } = await mutate(request, InvitePersonDocument, { input: { ...typed, roles, language } });
  if (refusal === undefined) return redirect('/org/team?done=invited');
  const errors = errorsFor(request, refusal, { name: 'name', email: 'email', roles: 'roles' });
  return data({ errors, typed, roles, language }, { status: statusOf(refusal) });
}

export default function Invite({ loaderData: { viewer }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.team');
  const roles = useTranslations('members.role');
  const { language } = useLocaleFacts();
  return (
    <MemberPage
      viewer={viewer}
      current="team"
      title={t('invite')}
      crumbs={[{ text: t('title'), href: '/org/team' }]}
      errors={actionData?.errors}
    >
      {viewer.viewerCan.invitePerson ? (
        <form method="post" noValidate className="hl-narrow">
          <TextField
            name="name"
            label={t('name')}
            autoComplete="off"
            defaultValue={actionData?.typed.name}
            error={actionData?.errors['name']}
          />
          <TextField
            name="email"
            label={t('email')}
            type="email"
            autoComplete="off"
            spellCheck={false}
            defaultValue={actionData?.typed.email}
            error={actionData?.errors['email']}
          />
          <SelectField
            name="language"
            label={t('language')}
            defaultValue={actionData?.language ?? language}
            choices={LOCALES.map((locale) => ({ value: LOCALE_FACTS[locale].language, label: LOCALE_FACTS[locale].name }))}
          />
          <CheckboxesField
            name="roles"
            label={t('roles')}
            error={actionData?.errors['roles']}
            chosen={actionData?.roles ?? ['MEMBER']}
            choices={ORGANISATION_ROLES.map((value) => ({ value, label: roles(`${value}.name`), hint: roles(`${value}.text`) }))}
          />
          <Button>{t('send-invitation')}</Button>
        </form>
      ) : (
        <ForAdministrators />
      )}
    </MemberPage>
  );
}
