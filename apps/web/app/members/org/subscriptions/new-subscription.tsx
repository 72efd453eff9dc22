import { data, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/new-subscription';
import { mutate } from '../../../api/api.server';
import { CreateSubscriptionDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { textIn } from '../../../forms/form.server';
import { MemberPage } from '../../frame/member-page';
import { errorsFor, statusOf } from '../../frame/words.server';
import { Preview } from './preview';
import { SubscriptionForm } from './subscription-form';
import { criteriaOf, NEW_WISH } from './wish';
import { endpointChoices, missingIn, previewOf, WISH_FIELDS, wishIn } from './wish.server';
import type { WishAnswer } from './wish.server';

export async function loader({ request }: Route.LoaderArgs) {
  const [viewer, endpoints] = await Promise.all([requireViewer(request), endpointChoices(request)]);
  return { viewer, endpoints };
}

export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const wish = wishIn(form);
  if (textIn(form, 'intent') === 'preview') {
    const answer = await previewOf(request, wish);
    return data<WishAnswer>(answer, { status: Object.keys(answer.errors).length === 0 ? 200 : 422 });
  }
  const missing = await missingIn(request, wish);
  if (Object.keys(missing).length > 0) return data<WishAnswer>({ wish, errors: missing }, { status: 422 });
  const { name, frequency, timeZone, endpointIds, isShared } = wish;
  const input = { name, frequency, timeZone, isShared, endpointIds: [...endpointIds], criteria: criteriaOf(wish) };
  const { refusal } = await mutate(request, CreateSubscriptionDocument, { input });
  if (refusal === undefined) return redirect('/org/subscriptions?done=created');
  return data<WishAnswer>({ wish, errors: errorsFor(request, refusal, WISH_FIELDS) }, { status: statusOf(refusal) });
}

export default function NewSubscription({ loaderData: { viewer, endpoints }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.subscriptions');
  // Where every endpoint is shared, a subscription of one's own could go nowhere.
  const isAllShared = viewer.viewerCan.manageShared && endpoints.length > 0 && endpoints.every(({ isShared }) => isShared);
  return (
    <MemberPage
      viewer={viewer}
      current="subscriptions"
      title={t('new')}
      crumbs={[{ text: t('title'), href: '/org/subscriptions' }]}
      errors={actionData?.errors}
    >
      <Preview preview={actionData?.preview} />
      <SubscriptionForm
        wish={actionData?.wish ?? { ...NEW_WISH, isShared: isAllShared }}
        endpoints={endpoints}
        errors={actionData?.errors ?? {}}
        mayShare={viewer.viewerCan.manageShared}
        isNew
      />
    </MemberPage>
  );
}
