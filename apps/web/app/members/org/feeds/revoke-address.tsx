import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/revoke-address';
import { mutate, notFound, query } from '../../../api/api.server';
import { MemberFeedAddressesDocument, RevokeFeedAddressDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { ConfirmForm } from '../../frame/confirm-form';
import { idIn } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { refuseInWords } from '../../frame/words.server';

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const id = idIn(params.id);
  const { viewer: holder } = await query(request, MemberFeedAddressesDocument);
  const address = holder.feedAddresses.find((each) => each.id === id);
  if (address === undefined) notFound();
  return { viewer, address };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const { refusal } = await mutate(request, RevokeFeedAddressDocument, { input: { id: idIn(params.id) } });
  if (refusal?.code === 'NOT_FOUND') notFound();
  if (refusal !== undefined) return refuseInWords(request, refusal, form);
  return redirect('/org/feeds?done=revoked');
}

export default function RevokeAddress({ loaderData: { viewer, address }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.feeds');
  return (
    <MemberPage
      viewer={viewer}
      current="feeds"
      title={t('revoke-title')}
      crumbs={[{ text: t('title'), href: '/org/feeds' }]}
      errors={actionData?.errors}
    >
      <ConfirmForm button={t('revoke')} back="/org/feeds">
        {t('revoke-text', { name: address.name })}
      </ConfirmForm>
    </MemberPage>
  );
}
