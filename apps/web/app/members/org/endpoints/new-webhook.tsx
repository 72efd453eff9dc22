import { data } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/new-webhook';
import { mutate } from '../../../api/api.server';
import { CreateWebhookDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { textIn } from '../../../forms/form.server';
import { Button } from '../../../ui/static/button';
import { TextField } from '../../../ui/static/field';
import { MemberPage } from '../../frame/member-page';
import { refuseInWords } from '../../frame/words.server';
import { OwnerFields } from './owner-fields';
import { ownerIn } from './owner-fields.server';
import { SecretOnce } from './secret-once';

export async function loader({ request }: Route.LoaderArgs) {
  return { viewer: await requireViewer(request) };
}

/** The secret is the answer to this form and is kept nowhere: a page to be redirected to could not show it. */
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const { done, refusal } = await mutate(request, CreateWebhookDocument, { input: { url: textIn(form, 'url'), ...ownerIn(form) } });
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { url: 'url', name: 'name' });
  return data(done.createWebhookEndpoint, { status: 201 });
}

export default function NewWebhook({ loaderData: { viewer }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.endpoints');
  const f = useTranslations('members.endpoint-form');
  const made = actionData !== undefined && 'secret' in actionData ? actionData : undefined;
  const refused = actionData !== undefined && 'errors' in actionData ? actionData : undefined;
  return (
    <MemberPage
      viewer={viewer}
      current="endpoints"
      title={t(made === undefined ? 'new-webhook' : 'webhook-made')}
      crumbs={[{ text: t('title'), href: '/org/endpoints' }]}
      errors={refused?.errors}
    >
      {made === undefined ? (
        <form method="post" noValidate className="hl-narrow">
          <TextField
            name="url"
            label={f('url')}
            hint={f('url-hint')}
            type="url"
            inputMode="url"
            spellCheck={false}
            defaultValue={refused?.typed['url']}
            error={refused?.errors['url']}
          />
          <OwnerFields typed={refused?.typed ?? {}} errors={refused?.errors ?? {}} mayShare={viewer.viewerCan.manageShared} />
          <p className="govuk-body">{f('challenge')}</p>
          <Button>{f('add')}</Button>
        </form>
      ) : (
        <SecretOnce secret={made.secret} endpointId={made.endpoint.id} />
      )}
    </MemberPage>
  );
}
