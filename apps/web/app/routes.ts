import type { RouteConfig } from '@react-router/dev/routes';
import { consoleRoutes } from './console/routes';
import { memberRoutes } from './members/routes';
import { publicRoutes } from './public/routes';

/**
 * Every page, by area. A path that is on no list is answered with 404. Of two pages that fit an address equally well the first wins, and
 * `:locale` fits any word: so the portal comes last, or it would take `links/unsubscribe/…` from the pages of the mails.
 */
export default [...memberRoutes, ...consoleRoutes, ...publicRoutes] satisfies RouteConfig;
