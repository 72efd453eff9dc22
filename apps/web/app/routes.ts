import type { RouteConfig } from '@react-router/dev/routes';
import { consoleRoutes } from './console/routes';
import { memberRoutes } from './members/routes';
import { publicRoutes } from './public/routes';

/** Every page, by area. A path that is on no list is answered with 404. */
export default [...publicRoutes, ...memberRoutes, ...consoleRoutes] satisfies RouteConfig;
