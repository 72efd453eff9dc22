import type { Route } from './+types/advisory-json';
import { localeIn } from '../locale-in.server';
import { loadAdvisory } from './load-advisory.server';

/** The advisory as the page shows it, in the page's language; the API's schema tells what each field means. */
export async function loader({ params }: Route.LoaderArgs): Promise<Response> {
  const { about, text } = await loadAdvisory(params.trackingId, localeIn(params));
  return Response.json({ ...about, text }, { status: text === null ? 410 : 200 });
}
