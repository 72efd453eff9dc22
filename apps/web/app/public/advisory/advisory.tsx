import { data } from 'react-router';
import type { Route } from './+types/advisory';
import { settings } from '../../settings.server';
import { localeIn } from '../locale-in.server';
import { AdvisoryPage } from './advisory-page';
import { loadAdvisory } from './load-advisory.server';

/** 410 (RFC 9110 section 15.5.11) for what was withdrawn: the notice stands in its place. */
export async function loader({ params }: Route.LoaderArgs) {
  const loaded = await loadAdvisory(params.trackingId, localeIn(params));
  return data({ ...loaded, api: settings().publicApiUrl }, { status: loaded.text === null ? 410 : 200 });
}

export default function Advisory({ loaderData: { api, ...loaded } }: Route.ComponentProps) {
  return <AdvisoryPage {...loaded} api={api} />;
}
