import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/deliveries';
import { mutate, query } from '../../../api/api.server';
import { EndpointChoicesDocument, MemberDeliveriesDocument, ResendDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { textIn } from '../../../forms/form.server';
import { Paging } from '../../../ui/static/parts';
import { doneIn } from '../../frame/done';
import { afterIn, nextPage } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { errorWords, refuseInWords } from '../../frame/words.server';
import { isFiltered } from './delivery-choices';
import { deliveryFilterIn, toDeliveryFilter, unreadIn } from './delivery-filter.server';
import { DeliveryFilterForm } from './delivery-filter-form';
import { DeliveryTable } from './delivery-table';

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const filter = deliveryFilterIn(request);
  const [{ deliveries }, { endpoints }] = await Promise.all([
    query(request, MemberDeliveriesDocument, { filter: toDeliveryFilter(filter), after: afterIn(request) }),
    query(request, EndpointChoicesDocument),
  ]);
  return {
    viewer,
    filter,
    unread: Object.fromEntries(unreadIn(request, filter).map((name) => [name, errorWords(request)(`filter.${name}`)])),
    deliveries: deliveries.nodes,
    endpoints: endpoints.nodes,
    paging: nextPage(request, deliveries.pageInfo),
    done: doneIn(request),
  };
}

export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const { refusal } = await mutate(request, ResendDocument, { input: { id: textIn(form, 'id') } });
  if (refusal !== undefined) return refuseInWords(request, refusal, form);
  const back = new URL(request.url);
  back.searchParams.set('done', 'resent');
  return redirect(back.pathname + back.search);
}

export default function Deliveries({
  loaderData: { viewer, filter, unread, deliveries, endpoints, paging, done },
  actionData,
}: Route.ComponentProps) {
  const t = useTranslations('members.deliveries');
  return (
    <MemberPage viewer={viewer} current="deliveries" title={t('title')} errors={actionData?.errors ?? unread} done={done}>
      <p className="govuk-body">
        {t('lead')}{' '}
        <a className="govuk-link" href="/org/deliveries/replay">
          {t('replay-range')}
        </a>
      </p>
      <DeliveryFilterForm filter={filter} endpoints={endpoints} errors={unread} />
      {deliveries.length === 0 ? (
        <p className="govuk-body">{t(isFiltered(filter) ? 'none' : 'none-at-all')}</p>
      ) : (
        <DeliveryTable deliveries={deliveries} />
      )}
      <Paging {...paging} />
    </MemberPage>
  );
}
