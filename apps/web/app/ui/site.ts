import { useRouteLoaderData } from 'react-router';
import type { loader } from '../root';

/** The public address of the portal, without a final slash. */
export function useSite(): string {
  return useRouteLoaderData<typeof loader>('root')?.site ?? '';
}

/** The public address of the API and its feeds, without a final slash. */
export function useApi(): string {
  return useRouteLoaderData<typeof loader>('root')?.api ?? '';
}
