import { index, route } from '@react-router/dev/routes';
import type { RouteConfigEntry } from '@react-router/dev/routes';

const FOLDER = 'console/advisories';

export const advisoryConsoleRoutes: RouteConfigEntry[] = [
  route('advisories', `${FOLDER}/list/advisories.tsx`),
  route('advisories/new', `${FOLDER}/begin/begin.tsx`),
  route('advisories/withdraw', `${FOLDER}/publish/withdraw-by-id.tsx`),
  route('advisories/:id', `${FOLDER}/advisory.tsx`, [
    index(`${FOLDER}/overview/overview.tsx`),
    route('edit', `${FOLDER}/edit/edit.tsx`, [
      index(`${FOLDER}/edit/text/text.tsx`),
      route('products', `${FOLDER}/edit/products/products.tsx`),
      route('vulnerabilities', `${FOLDER}/edit/vulnerabilities/vulnerabilities.tsx`),
      route('vulnerabilities/:position/cvss/:version', `${FOLDER}/edit/cvss/cvss.tsx`),
      route('indicators', `${FOLDER}/edit/indicators/indicators.tsx`),
      route('indicators/readers', `${FOLDER}/edit/indicators/readers.tsx`),
      route('audience', `${FOLDER}/edit/audience/audience.tsx`),
    ]),
    route('review', `${FOLDER}/review/review.tsx`),
    route('publish', `${FOLDER}/publish/publish.tsx`),
    route('withdraw', `${FOLDER}/publish/withdraw.tsx`),
    route('revise', `${FOLDER}/publish/revise.tsx`),
    route('revisions', `${FOLDER}/revisions/revisions.tsx`),
    route('deliveries', `${FOLDER}/deliveries/deliveries.tsx`),
  ]),
];
