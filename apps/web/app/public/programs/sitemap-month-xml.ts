import type { Route } from './+types/sitemap-month-xml';
import { notFound, query } from '../../api/api.server';
import { SitemapAdvisoriesDocument } from '../../api/gql/graphql';
import { monthRange } from '../alerts/alert-filter';
import { sitemapOf } from './sitemap-file';
import type { SitePage } from './sitemap-file';

/** The protocol allows 50,000 addresses a file; each alert has one for each of three languages. */
const MOST_ALERTS = 16_000;

export async function loader({ params }: Route.LoaderArgs): Promise<Response> {
  const month = /^(20\d\d-(?:0[1-9]|1[0-2]))\.xml$/u.exec(params.month)?.[1];
  if (month === undefined) notFound();
  const pages: SitePage[] = [];
  let after: string | null = null;
  do {
    const { advisories }: Awaited<ReturnType<typeof pageOf>> = await pageOf(month, after);
    for (const { trackingId, updatedAt, withdrawnAt } of advisories.nodes) {
      if (withdrawnAt === null) pages.push({ path: `/alerts/${trackingId}`, changedAt: updatedAt });
    }
    after = advisories.pageInfo.hasNextPage ? advisories.pageInfo.endCursor : null;
  } while (after !== null && pages.length < MOST_ALERTS);
  return sitemapOf(pages);
}

async function pageOf(month: string, after: string | null) {
  return query('anonymous', SitemapAdvisoriesDocument, { ...monthRange(month), after });
}
