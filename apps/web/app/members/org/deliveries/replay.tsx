import { data, redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/replay';
import { mutate, query } from '../../../api/api.server';
import { EndpointChoicesDocument, ReplayDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { textIn } from '../../../forms/form.server';
import { ConfirmForm } from '../../frame/confirm-form';
import { MemberPage } from '../../frame/member-page';
import { errorWords, refuseInWords } from '../../frame/words.server';
import { refuseForm } from '../../../forms/form.server';
import { dayStart, nextDay } from './hong-kong-days';
import { ReplayForm } from './replay-form';

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const { endpoints } = await query(request, EndpointChoicesDocument);
  return { viewer, endpoints: endpoints.nodes, chosen: new URL(request.url).searchParams.get('endpoint') ?? '' };
}

/** Asked first: how many it would be, and nothing is sent. Confirmed: they are on their way, under their message ids. */
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const t = errorWords(request);
  const [endpointId, fromDay, toDay] = [textIn(form, 'endpoint'), textIn(form, 'from'), textIn(form, 'to')];
  const [from, to] = [dayStart(fromDay), nextDay(toDay)];
  if (endpointId === '' || from === undefined || to === undefined)
    return refuseForm(
      {
        ...(endpointId === '' ? { endpoint: t('field.endpoint') } : {}),
        ...(from === undefined ? { from: t('field.from') } : {}),
        ...(to === undefined ? { to: t('field.to') } : {}),
      },
      form,
    );
  const isConfirmed = textIn(form, 'intent') === 'replay';
  const onlyUnsent = textIn(form, 'onlyUnsent') === 'yes';
  const { done, refusal } = await mutate(request, ReplayDocument, { input: { endpointId, from, to, onlyUnsent, dryRun: !isConfirmed } });
  if (refusal !== undefined) return refuseInWords(request, refusal, form, { endpointId: 'endpoint', from: 'from', to: 'to' });
  if (isConfirmed) return redirect('/org/deliveries?done=replayed');
  return data({
    count: done.replayDeliveries.deliveries,
    asked: { endpoint: endpointId, from: fromDay, to: toDay, onlyUnsent: onlyUnsent ? 'yes' : '' },
  });
}

export default function Replay({ loaderData: { viewer, endpoints, chosen }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.replay');
  const d = useTranslations('members.deliveries');
  const counted = actionData !== undefined && 'count' in actionData ? actionData : undefined;
  const refused = actionData !== undefined && 'errors' in actionData ? actionData : undefined;
  const endpoint = endpoints.find(({ id }) => id === counted?.asked.endpoint);
  return (
    <MemberPage
      viewer={viewer}
      current="deliveries"
      title={t('title')}
      crumbs={[{ text: d('title'), href: '/org/deliveries' }]}
      errors={refused?.errors}
    >
      {counted === undefined || counted.count === 0 ? (
        <>
          {counted === undefined ? null : <p className="govuk-body">{t('nothing')}</p>}
          <ReplayForm
            endpoints={endpoints}
            typed={refused?.typed ?? counted?.asked ?? { endpoint: chosen }}
            errors={refused?.errors ?? {}}
          />
        </>
      ) : (
        <ConfirmForm button={t('send')} back="/org/deliveries/replay" hidden={{ ...counted.asked, intent: 'replay' }}>
          {t('confirm', {
            count: counted.count,
            endpoint: endpoint?.name || endpoint?.address || '',
            from: counted.asked.from,
            to: counted.asked.to,
          })}
        </ConfirmForm>
      )}
    </MemberPage>
  );
}
