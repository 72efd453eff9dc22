import { redirect } from 'react-router';
import { query } from './api.server';
import { CurrentViewerDocument } from './gql/graphql';
import type { CurrentViewerQuery } from './gql/graphql';

export type Viewer = CurrentViewerQuery['viewer'];

export async function viewerOf(request: Request): Promise<Viewer> {
  const { viewer } = await query(request, CurrentViewerDocument);
  return viewer;
}

/** Who is signed in; anybody else is led to sign in and then back to the page. */
export async function requireViewer(request: Request): Promise<Viewer> {
  const viewer = await viewerOf(request);
  if (viewer.isSignedIn) return viewer;
  const { pathname, search } = new URL(request.url);
  throw redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}

/** Where to go after signing in: a page of ours and nothing else (no open redirect). */
export function safeNext(next: string | null, otherwise: string): string {
  if (next === null || !/^\/(?![/\\])/u.test(next) || /[\u0000-\u001f\\]/u.test(next)) return otherwise;
  const url = new URL(next, 'http://ours.invalid');
  return url.origin === 'http://ours.invalid' ? url.pathname + url.search : otherwise;
}
