import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/revoke-certificate';
import { mutate, notFound } from '../../../api/api.server';
import { RevokeFeedAddressDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { ConfirmForm } from '../../frame/confirm-form';
import { idIn } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { refuseInWords } from '../../frame/words.server';
import { ownCertificates } from './own-certificates.server';

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const id = idIn(params.id);
  const certificate = (await ownCertificates(request)).find((each) => each.id === id);
  if (certificate === undefined) notFound();
  return { viewer, certificate };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const { refusal } = await mutate(request, RevokeFeedAddressDocument, { input: { id: idIn(params.id) } });
  if (refusal?.code === 'NOT_FOUND') notFound();
  if (refusal !== undefined) return refuseInWords(request, refusal, form);
  return redirect('/org/certificates?done=revoked');
}

export default function RevokeCertificate({ loaderData: { viewer, certificate }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.certificates');
  return (
    <MemberPage
      viewer={viewer}
      current="tokens"
      title={t('revoke-title')}
      crumbs={[
        { text: t('tokens'), href: '/org/tokens' },
        { text: t('title'), href: '/org/certificates' },
      ]}
      errors={actionData?.errors}
    >
      <ConfirmForm button={t('revoke')} back="/org/certificates">
        {t('revoke-text', { name: certificate.name })}
      </ConfirmForm>
    </MemberPage>
  );
}
