import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/password';
import { mutate } from '../../api/api.server';
import { ChangePasswordDocument } from '../../api/gql/graphql';
import { requireViewer } from '../../api/viewer.server';
import { refuseForm } from '../../forms/form.server';
import { Button } from '../../ui/static/button';
import { TextField } from '../../ui/static/field';
import { MemberPage } from '../frame/member-page';
import { passwordIn } from '../frame/password-in.server';
import { errorWords, refuseInWords } from '../frame/words.server';

export async function loader({ request }: Route.LoaderArgs) {
  return { viewer: await requireViewer(request) };
}

export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const input = { currentPassword: passwordIn(form, 'currentPassword'), newPassword: passwordIn(form, 'newPassword') };
  const { refusal } = await mutate(request, ChangePasswordDocument, { input });
  if (refusal?.code === 'SIGN_IN_REFUSED') return refuseForm({ currentPassword: errorWords(request)('field.currentPassword') }, form, 403);
  if (refusal !== undefined)
    return refuseInWords(request, refusal, form, {
      newPassword: 'newPassword',
      currentPassword: 'currentPassword',
      password: 'newPassword',
    });
  return redirect('/account?done=password-changed');
}

export default function Password({ loaderData: { viewer }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.account');
  return (
    <MemberPage
      viewer={viewer}
      current="account"
      title={t('change-password')}
      crumbs={[{ text: t('title'), href: '/account' }]}
      errors={actionData?.errors}
    >
      <p className="govuk-body">{t('password-text')}</p>
      <form method="post" noValidate className="hl-narrow">
        <TextField
          name="currentPassword"
          label={t('current-password')}
          type="password"
          autoComplete="current-password"
          error={actionData?.errors['currentPassword']}
        />
        <TextField
          name="newPassword"
          label={t('new-password')}
          hint={t('new-password-hint')}
          type="password"
          autoComplete="new-password"
          error={actionData?.errors['newPassword']}
        />
        <Button>{t('change-password')}</Button>
      </form>
    </MemberPage>
  );
}
