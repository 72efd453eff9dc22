import type { Route } from './+types/statistics-csv';
import { query } from '../../api/api.server';
import { PublicStatisticsDocument } from '../../api/gql/graphql';
import { localeIn } from '../locale-in.server';
import { csvFile } from '../csv-file';
import { readMonths } from './months';

export async function loader({ params, request }: Route.LoaderArgs): Promise<Response> {
  localeIn(params);
  const months = readMonths(new URL(request.url).searchParams);
  const { advisoryStatistics } = await query('anonymous', PublicStatisticsDocument, { months });
  const rows = advisoryStatistics.months.map(({ month, low, medium, high, critical, total, exploited }) => [
    month,
    ...[low, medium, high, critical, total, exploited].map(String),
  ]);
  return csvFile('advisories-by-month.csv', [['month', 'low', 'medium', 'high', 'critical', 'total', 'exploited'], ...rows]);
}
