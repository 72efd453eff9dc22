import { data } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/recovery-codes';
import { mutate } from '../../api/api.server';
import { RenewRecoveryCodesDocument } from '../../api/gql/graphql';
import { requireViewer } from '../../api/viewer.server';
import { ConfirmForm } from '../frame/confirm-form';
import { MemberPage } from '../frame/member-page';
import { refuseInWords } from '../frame/words.server';
import { RecoveryCodes as CodeList } from './recovery-code-list';

export async function loader({ request }: Route.LoaderArgs) {
  return { viewer: await requireViewer(request) };
}

/** The codes are the answer to this form and are kept nowhere. */
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const { done, refusal } = await mutate(request, RenewRecoveryCodesDocument, { input: {} });
  if (refusal !== undefined) return refuseInWords(request, refusal, form);
  return data({ codes: done.renewRecoveryCodes.recoveryCodes }, { status: 201 });
}

export default function RecoveryCodes({ loaderData: { viewer }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.recovery-codes');
  const account = useTranslations('members.account');
  return (
    <MemberPage
      viewer={viewer}
      current="account"
      title={t('title')}
      crumbs={[{ text: account('title'), href: '/account' }]}
      errors={actionData !== undefined && 'errors' in actionData ? actionData.errors : undefined}
    >
      {actionData !== undefined && 'codes' in actionData ? (
        <CodeList codes={actionData.codes} />
      ) : (
        <ConfirmForm button={t('renew')} back="/account">
          {t('renew-text')}
        </ConfirmForm>
      )}
    </MemberPage>
  );
}
