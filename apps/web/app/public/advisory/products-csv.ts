import type { Route } from './+types/products-csv';
import { notFound } from '../../api/api.server';
import { productsAsRows } from '../../ui/advisory/products-as-rows';
import { csvFile } from '../csv-file';
import { localeIn } from '../locale-in.server';
import { loadAdvisory } from './load-advisory.server';

/** All products of an advisory, each with what the source says of it. */
export async function loader({ params }: Route.LoaderArgs): Promise<Response> {
  const { about, text } = await loadAdvisory(params.trackingId, localeIn(params));
  if (text === null) notFound();
  return csvFile(`${about.trackingId}-products.csv`, productsAsRows(text.affectedProducts));
}
