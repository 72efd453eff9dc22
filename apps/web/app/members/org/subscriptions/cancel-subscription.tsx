import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/cancel-subscription';
import { mutate, notFound, query } from '../../../api/api.server';
import { CancelSubscriptionDocument, OneSubscriptionDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { ConfirmForm } from '../../frame/confirm-form';
import { found } from '../../frame/found.server';
import { idIn } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { refuseInWords } from '../../frame/words.server';

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const { node } = await query(request, OneSubscriptionDocument, { id: idIn(params.id) });
  return { viewer, name: found(node, 'criteria').name };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const { refusal } = await mutate(request, CancelSubscriptionDocument, { input: { id: idIn(params.id) } });
  if (refusal?.code === 'NOT_FOUND') notFound();
  if (refusal !== undefined) return refuseInWords(request, refusal, form);
  return redirect('/org/subscriptions?done=cancelled');
}

export default function CancelSubscription({ loaderData: { viewer, name }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.subscriptions');
  return (
    <MemberPage
      viewer={viewer}
      current="subscriptions"
      title={t('cancel-title')}
      crumbs={[{ text: t('title'), href: '/org/subscriptions' }]}
      errors={actionData?.errors}
    >
      <ConfirmForm button={t('cancel')} back="/org/subscriptions">
        {t('cancel-text', { name: name === '' ? t('unnamed') : name })}
      </ConfirmForm>
    </MemberPage>
  );
}
