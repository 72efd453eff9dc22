import { query } from '../../api/api.server';
import { SitemapMonthsDocument } from '../../api/gql/graphql';
import { SITE_PAGES } from '../site-pages';
import { sitemapOf } from './sitemap-file';

export async function loader(): Promise<Response> {
  const { guidanceArticles } = await query('anonymous', SitemapMonthsDocument);
  return sitemapOf([
    ...SITE_PAGES.map((page) => ({ path: page === 'home' ? '' : `/${page}` })),
    ...guidanceArticles.map(({ slug, updatedAt }) => ({ path: `/advice/${encodeURIComponent(slug)}`, changedAt: updatedAt })),
  ]);
}
