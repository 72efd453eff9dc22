import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/revoke-token';
import { mutate, notFound, query } from '../../../api/api.server';
import { MemberTokensDocument, RevokeTokenDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { ConfirmForm } from '../../frame/confirm-form';
import { idIn } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { refuseInWords } from '../../frame/words.server';

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const id = idIn(params.id);
  const { viewer: holder } = await query(request, MemberTokensDocument);
  const token = holder.tokens.find((each) => each.id === id);
  if (token === undefined) notFound();
  return { viewer, token };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const { refusal } = await mutate(request, RevokeTokenDocument, { input: { id: idIn(params.id) } });
  if (refusal?.code === 'NOT_FOUND') notFound();
  if (refusal !== undefined) return refuseInWords(request, refusal, form);
  return redirect('/org/tokens?done=revoked');
}

export default function RevokeToken({ loaderData: { viewer, token }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.tokens');
  return (
    <MemberPage
      viewer={viewer}
      current="tokens"
      title={t('revoke-title')}
      crumbs={[{ text: t('title'), href: '/org/tokens' }]}
      errors={actionData?.errors}
    >
      <ConfirmForm button={t('revoke')} back="/org/tokens">
        {t('revoke-text', { name: token.name })}
      </ConfirmForm>
    </MemberPage>
  );
}
