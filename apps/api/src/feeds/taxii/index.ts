import { NextCursors } from './next-cursors.js';
import { TaxiiEndpoints } from './taxii-endpoints.js';
import { TaxiiReaders } from './taxii-readers.js';
import { TaxiiRoutes } from './taxii-routes.js';

export { TaxiiRoutes };
export const TAXII_PROVIDERS = [NextCursors, TaxiiEndpoints, TaxiiReaders, TaxiiRoutes];
