import type { Route } from './+types/revision';
import { notFound } from '../../api/api.server';
import { settings } from '../../settings.server';
import { localeIn } from '../locale-in.server';
import { AdvisoryPage } from './advisory-page';
import { loadRevision } from './load-advisory.server';

export async function loader({ params }: Route.LoaderArgs) {
  if (!/^[1-9]\d{0,5}$/u.test(params.number)) notFound();
  return { ...(await loadRevision(params.trackingId, Number(params.number), localeIn(params))), api: settings().publicApiUrl };
}

export default function Revision({ loaderData: { api, ...loaded } }: Route.ComponentProps) {
  return <AdvisoryPage {...loaded} api={api} isNumbered />;
}
