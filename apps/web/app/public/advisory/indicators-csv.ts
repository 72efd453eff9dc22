import type { Route } from './+types/indicators-csv';
import { localeIn } from '../locale-in.server';
import { csvFile } from '../csv-file';
import { loadAdvisory } from './load-advisory.server';

/** The indicators as they are, for tools: not defanged. */
export async function loader({ params }: Route.LoaderArgs): Promise<Response> {
  const { about } = await loadAdvisory(params.trackingId, localeIn(params));
  const rows = about.indicators.map(({ type, value, comment }) => [type.toLowerCase(), value, comment ?? '']);
  return csvFile(`${about.trackingId}-indicators.csv`, [['type', 'value', 'comment'], ...rows]);
}
