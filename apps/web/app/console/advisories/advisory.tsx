import { Outlet, useOutletContext } from 'react-router';
import type { Route } from './+types/advisory';
import { notFound, query } from '../../api/api.server';
import { ConsoleAdvisoryDocument } from '../../api/gql/graphql';
import type { ConsoleAdvisoryQuery } from '../../api/gql/graphql';
import { requireSection } from '../console-access.server';
import { AdvisoryHead } from './advisory-head';

export type ConsoleAdvisory = NonNullable<ConsoleAdvisoryQuery['advisory']>;
export interface AdvisoryContext {
  readonly advisory: ConsoleAdvisory;
  /** The address of the person who is signed in, to tell them from the writers. */
  readonly me: string;
}

/** The frame of every page about one advisory. What the viewer may not see is not there: a draft of another desk is a page not found. */
export async function loader({ request, params }: Route.LoaderArgs) {
  const viewer = await requireSection(request, 'advisories');
  const { advisory } = await query(request, ConsoleAdvisoryDocument, { trackingId: params.id });
  if (advisory === null) return notFound();
  return { advisory, me: viewer.email ?? '' };
}

export default function AdvisoryFrame({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <AdvisoryHead advisory={loaderData.advisory} />
      <Outlet context={loaderData satisfies AdvisoryContext} />
    </>
  );
}

export function useAdvisory(): AdvisoryContext {
  return useOutletContext<AdvisoryContext>();
}
