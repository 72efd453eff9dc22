import { data } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/new-address';
import { mutate } from '../../../api/api.server';
import { CreateFeedAddressDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { textIn } from '../../../forms/form.server';
import { settings } from '../../../settings.server';
import { Button } from '../../../ui/static/button';
import { TextField } from '../../../ui/static/field';
import { MemberPage } from '../../frame/member-page';
import { errorsFor, statusOf } from '../../frame/words.server';
import { AddressOnce } from './address-once';

export async function loader({ request }: Route.LoaderArgs) {
  return { viewer: await requireViewer(request), api: settings().publicApiUrl };
}

/** The address is the answer to this form and is kept nowhere. */
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const name = textIn(form, 'name');
  const { done, refusal } = await mutate(request, CreateFeedAddressDocument, { input: { name } });
  if (refusal === undefined) return data({ token: done.createFeedAddress.token }, { status: 201 });
  return data({ errors: errorsFor(request, refusal, { name: 'name' }), name }, { status: statusOf(refusal) });
}

export default function NewAddress({ loaderData: { viewer, api }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.feeds');
  const refused = actionData !== undefined && 'errors' in actionData ? actionData : undefined;
  const token = actionData !== undefined && 'token' in actionData ? actionData.token : undefined;
  return (
    <MemberPage
      viewer={viewer}
      current="feeds"
      title={t(token === undefined ? 'new' : 'made')}
      crumbs={[{ text: t('title'), href: '/org/feeds' }]}
      errors={refused?.errors}
    >
      {token === undefined ? (
        <form method="post" noValidate className="hl-narrow">
          <TextField name="name" label={t('name')} hint={t('name-hint')} defaultValue={refused?.name} error={refused?.errors['name']} />
          <p className="govuk-body">{t(viewer.assurance >= 2 ? 'will-be-strong' : 'will-be-weak')}</p>
          <Button>{t('create')}</Button>
        </form>
      ) : (
        <AddressOnce base={`${api}/feeds/personal/${token}`} />
      )}
    </MemberPage>
  );
}
