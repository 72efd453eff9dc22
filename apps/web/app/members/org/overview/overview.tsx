import { useTranslations } from 'use-intl';
import type { Route } from './+types/overview';
import { query } from '../../../api/api.server';
import { OrgOverviewDocument } from '../../../api/gql/graphql';
import { requireViewer } from '../../../api/viewer.server';
import { ButtonLink } from '../../../ui/static/button';
import { nowMs } from '../../frame/now';
import { MemberPage } from '../../frame/member-page';
import { MemberAlertCard } from '../alerts/member-alert';
import { concerning } from './concerning.server';
import { FailedDeliveries } from './failed-deliveries';
import { needsAttention } from './needs-attention.server';
import { NeedsAttention } from './needs-attention';

const DAY_MS = 86_400_000;

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireViewer(request);
  const now = nowMs();
  const overview = await query(request, OrgOverviewDocument, { since: new Date(now - DAY_MS).toISOString() });
  const concerns = await concerning(request, overview.subscriptions.nodes);
  return {
    viewer,
    concerns,
    hasSubscription: overview.subscriptions.nodes.some(({ status }) => status === 'ACTIVE'),
    failed: overview.deliveries,
    attention: needsAttention(overview, now),
  };
}

export default function Overview({ loaderData: { viewer, concerns, hasSubscription, failed, attention } }: Route.ComponentProps) {
  const t = useTranslations('members.overview');
  const site = useTranslations('site.member');
  return (
    <MemberPage viewer={viewer} title={site('title')}>
      <NeedsAttention items={attention} />
      <FailedDeliveries failed={failed} />
      <h2 className="govuk-heading-m">{t('alerts')}</h2>
      {hasSubscription ? null : (
        <>
          <p className="govuk-body">{t('no-subscription')}</p>
          <ButtonLink href="/org/subscriptions/new">{t('subscribe')}</ButtonLink>
        </>
      )}
      {hasSubscription && concerns.length === 0 ? <p className="govuk-body">{t('no-alerts')}</p> : null}
      <ul className="hl-cards">
        {concerns.map(({ advisory, reasons }) => (
          <MemberAlertCard key={advisory.trackingId} alert={advisory} reasons={reasons} />
        ))}
      </ul>
      <p className="govuk-body">
        <a className="govuk-link" href="/org/alerts">
          {t('all-alerts')}
        </a>
      </p>
    </MemberPage>
  );
}
