import { query } from '../../api/api.server';
import { SitemapMonthsDocument } from '../../api/gql/graphql';
import { sitemapIndex } from './sitemap-file';

/** One file for the pages and one for each month in which alerts were published, so that none grows without end. */
export async function loader(): Promise<Response> {
  const { advisoryStatistics } = await query('anonymous', SitemapMonthsDocument);
  const months = advisoryStatistics.months.filter(({ total }) => total > 0);
  return sitemapIndex(['sitemap-pages.xml', ...months.map(({ month }) => `sitemap/${month}.xml`)]);
}
