import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/new-email';
import { mutate } from '../../../api/api.server';
import { CreateEmailDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { textIn } from '../../../forms/form.server';
import { Button } from '../../../ui/static/button';
import { TextField } from '../../../ui/static/field';
import { MemberPage } from '../../frame/member-page';
import { refuseInWords } from '../../frame/words.server';
import { OwnerFields } from './owner-fields';
import { ownerIn } from './owner-fields.server';

export async function loader({ request }: Route.LoaderArgs) {
  return { viewer: await requireViewer(request) };
}

export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const { done, refusal } = await mutate(request, CreateEmailDocument, { input: { address: textIn(form, 'address'), ...ownerIn(form) } });
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { address: 'address', name: 'name' });
  return redirect(`/org/endpoints/${done.createEmailEndpoint.endpoint.id}?done=created`);
}

export default function NewEmail({ loaderData: { viewer }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.endpoints');
  const f = useTranslations('members.endpoint-form');
  return (
    <MemberPage
      viewer={viewer}
      current="endpoints"
      title={t('new-email')}
      crumbs={[{ text: t('title'), href: '/org/endpoints' }]}
      errors={actionData?.errors}
    >
      <form method="post" noValidate className="hl-narrow">
        <TextField
          name="address"
          label={f('address')}
          hint={f('address-hint')}
          type="email"
          autoComplete="email"
          spellCheck={false}
          defaultValue={actionData?.typed['address'] ?? viewer.email ?? undefined}
          error={actionData?.errors['address']}
        />
        <OwnerFields typed={actionData?.typed ?? {}} errors={actionData?.errors ?? {}} mayShare={viewer.viewerCan.manageShared} />
        <Button>{f('add')}</Button>
      </form>
    </MemberPage>
  );
}
