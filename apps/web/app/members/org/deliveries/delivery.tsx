import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/delivery';
import { mutate, notFound, query } from '../../../api/api.server';
import { OneDeliveryDocument, ResendDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { Button } from '../../../ui/static/button';
import { doneIn } from '../../frame/done';
import { found } from '../../frame/found.server';
import { idIn } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { refuseInWords } from '../../frame/words.server';
import { Reasons } from '../alerts/reasons';
import { AttemptTable } from './attempt-table';
import { DeliveryFacts } from './delivery-facts';
import { canBeResent } from './delivery-table';

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const { node } = await query(request, OneDeliveryDocument, { id: idIn(params.id) });
  return { viewer, delivery: found(node, 'messageId'), done: doneIn(request) };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const id = idIn(params.id);
  const { refusal } = await mutate(request, ResendDocument, { input: { id } });
  if (refusal?.code === 'NOT_FOUND') notFound();
  if (refusal !== undefined) return refuseInWords(request, refusal, form);
  return redirect(`/org/deliveries/${id}?done=resent`);
}

export default function Delivery({ loaderData: { viewer, delivery, done }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.deliveries');
  const w = useTranslations('members.why');
  return (
    <MemberPage
      viewer={viewer}
      current="deliveries"
      title={t('one', { id: delivery.advisory?.trackingId ?? delivery.messageId })}
      crumbs={[{ text: t('title'), href: '/org/deliveries' }]}
      errors={actionData?.errors}
      done={done}
    >
      <DeliveryFacts delivery={delivery} />
      {canBeResent(delivery.status, delivery.advisory) ? (
        <form method="post" className="hl-no-print">
          <Button look="secondary">{t('resend')}</Button>
        </form>
      ) : null}
      <AttemptTable attempts={delivery.attempts} />
      {delivery.why.length === 0 ? null : (
        <section>
          <h2 className="govuk-heading-m">{w('title')}</h2>
          <ul className="govuk-list">
            {delivery.why.map(({ subscription, reasons }, at) => (
              <li key={subscription?.id ?? at}>
                {subscription === null ? (
                  w('ended')
                ) : (
                  <a className="govuk-link" href={`/org/subscriptions/${subscription.id}`}>
                    {subscription.name === '' ? w('unnamed') : subscription.name}
                  </a>
                )}
                <Reasons reasons={reasons} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </MemberPage>
  );
}
