import { index, route } from '@react-router/dev/routes';
import type { RouteConfigEntry } from '@react-router/dev/routes';
import { guidancePages } from '../guidance/routes';

const alerts = [
  route('alerts', 'public/alerts/alerts.tsx'),
  route('alerts/:trackingId', 'public/advisory/advisory.tsx'),
  route('alerts/:trackingId/history', 'public/advisory/history.tsx'),
  route('alerts/:trackingId/revisions/:number', 'public/advisory/revision.tsx'),
  route('alerts/:trackingId/advisory.json', 'public/advisory/advisory-json.ts'),
  route('alerts/:trackingId/indicators.csv', 'public/advisory/indicators-csv.ts'),
  route('alerts/:trackingId/products.csv', 'public/advisory/products-csv.ts'),
  route('products/:vendor', 'public/products/vendor.tsx'),
  route('products/:vendor/:product', 'public/products/product.tsx'),
  route('statistics', 'public/statistics/statistics.tsx'),
  route('statistics.csv', 'public/statistics/statistics-csv.ts'),
  route('search', 'public/search/search.tsx'),
  route('feeds', 'public/feeds/feeds.tsx'),
];

const forms = [
  route('subscribe', 'public/subscribe/subscribe.tsx'),
  route('subscribe/sent', 'public/subscribe/sent.tsx'),
  route('subscribe/confirm/:token', 'public/subscribe/confirm.tsx'),
  route('unsubscribe/:token', 'public/subscribe/unsubscribe.tsx'),
  route('membership', 'public/membership/membership.tsx'),
  route('membership/apply', 'public/membership/apply.tsx'),
  route('membership/applied', 'public/membership/applied.tsx'),
  route('attacked', 'public/attacked/attacked.tsx'),
  route('report', 'public/report/report.tsx'),
  route('report/received/:reference', 'public/report/received.tsx'),
];

const duty = [
  route('contact', 'public/duty/contact.tsx'),
  route('sitemap', 'public/duty/sitemap.tsx'),
  ...['about', 'rfc2350', 'accessibility', 'privacy', 'glossary'].map((name) =>
    route(name, 'public/duty/duty-page.tsx', { id: `public/duty/${name}` }),
  ),
];

/** For programs; each at the address where they look for it. */
const forPrograms = [
  route('robots.txt', 'public/programs/robots-txt.ts'),
  route('.well-known/security.txt', 'public/programs/security-txt.ts'),
  route('sitemap.xml', 'public/programs/sitemap-xml.ts'),
  route('sitemap-pages.xml', 'public/programs/sitemap-pages-xml.ts'),
  route('sitemap/:month', 'public/programs/sitemap-month-xml.ts'),
];

/** The public portal: no script, no cookie read, cached. */
export const publicRoutes: RouteConfigEntry[] = [
  index('public/choose-language.tsx'),
  route('advisories/:trackingId', 'public/advisory-link.tsx'),
  route(':locale', 'public/portal.tsx', [
    index('public/home/home.tsx'),
    ...alerts,
    ...guidancePages,
    ...forms,
    ...duty,
    route('*', 'public/not-here.tsx'),
  ]),
  ...forPrograms,
  route('*', 'public/nowhere.tsx'),
];
