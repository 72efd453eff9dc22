import { data, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/subscription';
import { mutate, notFound, query } from '../../../api/api.server';
import { OneSubscriptionDocument, UpdateSubscriptionDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { textIn } from '../../../forms/form.server';
import { found } from '../../frame/found.server';
import { idIn } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { errorsFor, statusOf } from '../../frame/words.server';
import { Preview } from './preview';
import { SubscriptionForm } from './subscription-form';
import { criteriaOf } from './wish';
import { endpointChoices, missingIn, previewOf, WISH_FIELDS, wishIn, wishOf } from './wish.server';
import type { WishAnswer } from './wish.server';

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const [{ node }, endpoints] = await Promise.all([
    query(request, OneSubscriptionDocument, { id: idIn(params.id) }),
    endpointChoices(request),
  ]);
  const subscription = found(node, 'criteria');
  return { viewer, wish: wishOf(subscription), isEnded: subscription.status === 'CANCELLED', endpoints, name: subscription.name };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const wish = wishIn(form);
  if (textIn(form, 'intent') === 'preview') {
    const answer = await previewOf(request, wish);
    return data<WishAnswer>(answer, { status: Object.keys(answer.errors).length === 0 ? 200 : 422 });
  }
  const missing = await missingIn(request, wish);
  if (Object.keys(missing).length > 0) return data<WishAnswer>({ wish, errors: missing }, { status: 422 });
  const { name, frequency, timeZone, endpointIds } = wish;
  const input = { id: idIn(params.id), name, frequency, timeZone, endpointIds: [...endpointIds], criteria: criteriaOf(wish) };
  const { refusal } = await mutate(request, UpdateSubscriptionDocument, { input });
  if (refusal === undefined) return redirect('/org/subscriptions?done=saved');
  if (refusal.code === 'NOT_FOUND') notFound();
  return data<WishAnswer>({ wish, errors: errorsFor(request, refusal, WISH_FIELDS) }, { status: statusOf(refusal) });
}

export default function Subscription({ loaderData: { viewer, wish, isEnded, endpoints, name }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.subscriptions');
  return (
    <MemberPage
      viewer={viewer}
      current="subscriptions"
      title={name === '' ? t('unnamed') : name}
      crumbs={[{ text: t('title'), href: '/org/subscriptions' }]}
      errors={actionData?.errors}
    >
      <Preview preview={actionData?.preview} />
      {isEnded ? (
        <p className="govuk-body">{t('ended')}</p>
      ) : (
        <SubscriptionForm
          wish={actionData?.wish ?? wish}
          endpoints={endpoints.filter((each) => each.isShared === wish.isShared)}
          errors={actionData?.errors ?? {}}
          mayShare={false}
          isNew={false}
        />
      )}
    </MemberPage>
  );
}
