import { data, redirectDocument } from 'react-router';
import { query } from './api.server';
import { CurrentViewerDocument } from './gql/graphql';
import type { CurrentViewerQuery } from './gql/graphql';
import { isOfScript, pageOf } from './page-address';

export type Viewer = CurrentViewerQuery['viewer'];

export async function viewerOf(request: Request): Promise<Viewer> {
  const { viewer } = await query(request, CurrentViewerDocument);
  return viewer;
}

/**
 * Who is signed in; anybody else is led to sign in and then back to the page. A form that a script sent is answered with 401 instead, so that
 * its page stays and nothing typed is lost.
 */
export async function requireViewer(request: Request): Promise<Viewer> {
  const viewer = await viewerOf(request);
  if (viewer.isSignedIn) return viewer;
  if (request.method !== 'GET' && isOfScript(request)) throw data({ code: 'UNAUTHENTICATED' }, { status: 401 });
  throw redirectDocument(`/sign-in?next=${encodeURIComponent(pageOf(request))}`);
}
