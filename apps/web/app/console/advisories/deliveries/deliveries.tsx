import { redirect, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Route } from './+types/deliveries';
import { mutate, notFound, query } from '../../../api/api.server';
import { AdvisoryDeliveriesDocument, OwnDeliveriesDocument, ResendAlertDocument } from '../../../api/gql/graphql';
import { textIn } from '../../../forms/form.server';
import { refuseInWords } from '../../../forms/refuse-in-words.server';
import { ConsolePage } from '../../../ui/console/console-page';
import { useLive } from '../../../ui/console/use-live';
import { Paging } from '../../../ui/static/parts';
import { useAdvisory } from '../advisory';
import { Funnel } from './funnel';
import { OwnTable } from './own-table';

export async function loader({ request, params }: Route.LoaderArgs) {
  const { advisory } = await query(request, AdvisoryDeliveriesDocument, { trackingId: params.id });
  if (advisory?.publishedAt == null) return notFound();
  const search = new URL(request.url).searchParams;
  const statuses = search.get('failed') === 'yes' ? (['FAILED', 'SUPPRESSED'] as const) : null;
  const { deliveries } = await query(request, OwnDeliveriesDocument, {
    advisoryId: advisory.id,
    after: search.get('after'),
    statuses: statuses === null ? null : [...statuses],
  });
  return { counts: advisory.deliveryCounts, own: deliveries };
}

export async function action({ request, params }: Route.ActionArgs) {
  const form = await request.formData();
  const { refusal } = await mutate(request, ResendAlertDocument, { input: { id: textIn(form, 'resend') } });
  if (refusal !== undefined) return refuseInWords(request, refusal, form);
  return redirect(`/console/advisories/${params.id}/deliveries?done=resent`);
}

export default function Deliveries({ loaderData: { counts, own }, actionData }: Route.ComponentProps) {
  const t = useTranslations('console.deliveries');
  const [search] = useSearchParams();
  const { trackingId } = useAdvisory().advisory;
  useLive('DELIVERY');
  const kept = search.get('failed') === 'yes' ? 'failed=yes' : '';
  const next = own.pageInfo.hasNextPage ? `?${kept}&after=${encodeURIComponent(own.pageInfo.endCursor ?? '')}` : undefined;
  return (
    <ConsolePage title={t('title', { id: trackingId })} errors={actionData?.errors}>
      {counts === null ? <p>{t('not-counted')}</p> : <Funnel counts={counts} />}
      <OwnTable rows={own.nodes} />
      <Paging first={search.has('after') ? `?${kept}` : undefined} next={next} />
    </ConsolePage>
  );
}
