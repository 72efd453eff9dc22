import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/subscriptions';
import { mutate, query } from '../../../api/api.server';
import { MemberSubscriptionsDocument, PauseSubscriptionDocument, ResumeSubscriptionDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { textIn } from '../../../forms/form.server';
import { ButtonLink } from '../../../ui/static/button';
import { Paging } from '../../../ui/static/parts';
import { doneIn } from '../../frame/done';
import { afterIn, nextPage } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { refuseInWords } from '../../frame/words.server';
import { SubscriptionCard } from './subscription-card';

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const { subscriptions } = await query(request, MemberSubscriptionsDocument, { after: afterIn(request) });
  return { viewer, subscriptions: subscriptions.nodes, paging: nextPage(request, subscriptions.pageInfo), done: doneIn(request) };
}

export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const isPause = textIn(form, 'intent') === 'pause';
  const input = { id: textIn(form, 'id') };
  const { refusal } = await (isPause
    ? mutate(request, PauseSubscriptionDocument, { input })
    : mutate(request, ResumeSubscriptionDocument, { input }));
  if (refusal !== undefined) return refuseInWords(request, refusal, form);
  return redirect(`/org/subscriptions?done=${isPause ? 'paused' : 'resumed'}`);
}

export default function Subscriptions({ loaderData: { viewer, subscriptions, paging, done }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.subscriptions');
  return (
    <MemberPage viewer={viewer} current="subscriptions" title={t('title')} errors={actionData?.errors} done={done}>
      <p className="govuk-body">{t('lead')}</p>
      <ButtonLink href="/org/subscriptions/new">{t('new')}</ButtonLink>
      {subscriptions.length === 0 ? <p className="govuk-body">{t('none')}</p> : null}
      <ul className="hl-cards">
        {subscriptions.map((subscription) => (
          <SubscriptionCard
            key={subscription.id}
            subscription={subscription}
            mayChange={!subscription.isShared || viewer.viewerCan.manageShared}
          />
        ))}
      </ul>
      <Paging {...paging} />
    </MemberPage>
  );
}
