import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/delete-endpoint';
import { mutate, notFound, query } from '../../../api/api.server';
import { DeleteEndpointDocument, OneEndpointDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { ConfirmForm } from '../../frame/confirm-form';
import { found } from '../../frame/found.server';
import { idIn } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { refuseInWords } from '../../frame/words.server';

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const { node } = await query(request, OneEndpointDocument, { id: idIn(params.id) });
  return { viewer, endpoint: found(node, 'address') };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const { refusal } = await mutate(request, DeleteEndpointDocument, { input: { id: idIn(params.id) } });
  if (refusal?.code === 'NOT_FOUND') notFound();
  if (refusal !== undefined) return refuseInWords(request, refusal, form);
  return redirect('/org/endpoints?done=deleted');
}

export default function DeleteEndpoint({ loaderData: { viewer, endpoint }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.endpoints');
  const a = useTranslations('members.endpoint-actions');
  const called = endpoint.name === '' ? endpoint.address : endpoint.name;
  return (
    <MemberPage
      viewer={viewer}
      current="endpoints"
      title={a('delete-title')}
      crumbs={[
        { text: t('title'), href: '/org/endpoints' },
        { text: called, href: `/org/endpoints/${endpoint.id}` },
      ]}
      errors={actionData?.errors}
    >
      <ConfirmForm button={a('delete')} back={`/org/endpoints/${endpoint.id}`}>
        {a('delete-text', { name: called })}
      </ConfirmForm>
    </MemberPage>
  );
}
