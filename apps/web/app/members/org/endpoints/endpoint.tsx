import { redirect } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/endpoint';
import { notFound, query } from '../../../api/api.server';
import { EndpointDeliveriesDocument, OneEndpointDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { Instant } from '../../../i18n/times';
import { LOCALE_FACTS, localeOfLanguage } from '../../../i18n/locale';
import { Facts } from '../../../ui/static/parts';
import { doneIn } from '../../frame/done';
import { found } from '../../frame/found.server';
import { idIn } from '../../frame/id-in-address.server';
import { MemberPage } from '../../frame/member-page';
import { refuseInWords } from '../../frame/words.server';
import { changeEndpoint } from './change-endpoint.server';
import { EndpointActions } from './endpoint-actions';
import { KeyExpiry } from './key-expiry';
import { KeyAge } from './key-age';
import { RecentAttempts } from './recent-attempts';
import { SignedExamples } from './signed-examples';
import { UnsentAlerts } from './unsent-alerts';

export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const id = idIn(params.id);
  const { node } = await query(request, OneEndpointDocument, { id });
  const endpoint = found(node, 'address');
  const { deliveries } = await query(request, EndpointDeliveriesDocument, { id });
  return { viewer, endpoint, deliveries: deliveries.nodes, done: doneIn(request) };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const id = idIn(params.id);
  const { done, refusal } = await changeEndpoint(request, id, form);
  if (refusal?.code === 'NOT_FOUND') notFound();
  if (refusal !== undefined) return refuseInWords(request, refusal, form);
  return redirect(`/org/endpoints/${id}?done=${done}`);
}

export default function Endpoint({ loaderData: { viewer, endpoint, deliveries, done }, actionData }: Route.ComponentProps) {
  const t = useTranslations('members.endpoints');
  const words = useTranslations('members');
  const reason = endpoint.statusReason;
  const mayChange = !endpoint.isShared || viewer.viewerCan.manageShared;
  return (
    <MemberPage
      viewer={viewer}
      current="endpoints"
      title={endpoint.name === '' ? endpoint.address : endpoint.name}
      crumbs={[{ text: t('title'), href: '/org/endpoints' }]}
      errors={actionData?.errors}
      done={done}
    >
      <Facts
        facts={[
          { name: t('address'), value: endpoint.address },
          { name: t('channel'), value: words(`channel.${endpoint.channel}`) },
          {
            name: t('status'),
            value: (
              <>
                {words(`endpoint-status.${endpoint.status}`)}
                {reason !== null && t.has(`reason.${reason}` as never) ? ` (${t(`reason.${reason}` as never)})` : null}
              </>
            ),
          },
          endpoint.failingSince === null ? undefined : { name: t('failing-since'), value: <Instant at={endpoint.failingSince} /> },
          endpoint.oldSecretsUntil.length === 0
            ? undefined
            : {
                name: t('old-secrets', { count: endpoint.oldSecretsUntil.length }),
                value: endpoint.oldSecretsUntil.map((until) => (
                  <div key={until}>
                    {t('signs-until')} <Instant at={until} />
                  </div>
                )),
              },
          { name: t('owner'), value: t(endpoint.isShared ? 'shared' : 'personal') },
          { name: t('language'), value: LOCALE_FACTS[localeOfLanguage(endpoint.language) ?? 'en'].name },
          { name: t('created'), value: <Instant at={endpoint.createdAt} /> },
          endpoint.confirmedAt === null ? undefined : { name: t('confirmed'), value: <Instant at={endpoint.confirmedAt} /> },
          endpoint.channel === 'WEBHOOK'
            ? { name: 'TLP:AMBER', value: t(endpoint.allowAmber ? 'amber-content' : 'amber-link') }
            : {
                name: t('key'),
                value:
                  endpoint.openPgp === null ? (
                    t('no-key')
                  ) : (
                    <>
                      <code>{endpoint.openPgp.fingerprint}</code>
                      <KeyAge openPgp={endpoint.openPgp} />
                      <KeyExpiry expiresAt={endpoint.openPgp.expiresAt} />
                    </>
                  ),
              },
        ]}
      />
      <UnsentAlerts count={endpoint.unsentAlerts} status={endpoint.status} />
      {mayChange ? <EndpointActions endpoint={endpoint} mayAllowAmber={viewer.viewerCan.allowAmber} /> : null}
      <RecentAttempts deliveries={deliveries} endpointId={endpoint.id} />
      {endpoint.channel === 'WEBHOOK' ? <SignedExamples /> : null}
    </MemberPage>
  );
}
