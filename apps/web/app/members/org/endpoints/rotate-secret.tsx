import { data } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/rotate-secret';
import { mutate, notFound, query } from '../../../api/api.server';
import { OneEndpointDocument, RotateSecretDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { ConfirmForm } from '../../frame/confirm-form';
import { found } from '../../frame/found.server';
import { idIn } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { refuseInWords } from '../../frame/words.server';
import { SecretOnce } from './secret-once';

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const { node } = await query(request, OneEndpointDocument, { id: idIn(params.id) });
  const endpoint = found(node, 'address');
  if (endpoint.channel !== 'WEBHOOK') notFound();
  return { viewer, endpoint };
}

/** The new secret is the answer to this form and is kept nowhere. */
export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const { done, refusal } = await mutate(request, RotateSecretDocument, { input: { id: idIn(params.id) } });
  if (refusal?.code === 'NOT_FOUND') notFound();
  if (refusal !== undefined) return refuseInWords(request, refusal, form);
  return data({ secret: done.rotateEndpointSecret.secret }, { status: 201 });
}

export default function RotateSecret({ loaderData: { viewer, endpoint }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.endpoints');
  const a = useTranslations('members.endpoint-actions');
  const secret = actionData !== undefined && 'secret' in actionData ? actionData.secret : undefined;
  const back = `/org/endpoints/${endpoint.id}`;
  return (
    <MemberPage
      viewer={viewer}
      current="endpoints"
      title={a('rotate')}
      crumbs={[
        { text: t('title'), href: '/org/endpoints' },
        { text: endpoint.name === '' ? endpoint.address : endpoint.name, href: back },
      ]}
      errors={actionData !== undefined && 'errors' in actionData ? actionData.errors : undefined}
    >
      {secret === undefined ? (
        <ConfirmForm button={a('rotate')} back={back}>
          {a('rotate-text')}
        </ConfirmForm>
      ) : (
        <SecretOnce secret={secret} endpointId={endpoint.id} />
      )}
    </MemberPage>
  );
}
