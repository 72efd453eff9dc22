import { isRouteErrorResponse, Outlet, useRouteLoaderData } from 'react-router';
import type { Route } from './+types/console';
import { requireViewer } from '../api/viewer.server';
import { ConsoleShell } from '../ui/console/shell';
import { ErrorPage } from '../ui/error-page';
import { ConsoleError } from './console-error';
import { keepPage } from './keep-page';

/** The pages below come alive in the browser; every form of theirs works without it too. */
export const handle = { js: true };

/** A form of somebody who is not signed in is told so, and not that what it is about is not there. */
export const middleware: Route.MiddlewareFunction[] = [
  async ({ request }) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') await requireViewer(request);
  },
];

export const clientMiddleware: Route.ClientMiddlewareFunction[] = [keepPage];

export async function loader({ request }: Route.LoaderArgs) {
  return { viewer: await requireViewer(request) };
}

export default function Console({ loaderData: { viewer } }: Route.ComponentProps) {
  return (
    <ConsoleShell viewer={viewer}>
      <Outlet />
    </ConsoleShell>
  );
}

/** Of any page of the console, inside its frame: the document stays, which a browser that trusts no string could not make anew. */
export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  const frame = useRouteLoaderData<typeof loader>('console/console');
  const status = isRouteErrorResponse(error) ? error.status : 500;
  if (frame === undefined) return <ErrorPage status={status} />;
  return (
    <ConsoleShell viewer={frame.viewer}>
      <ConsoleError
        status={status}
        isOffline={isRouteErrorResponse(error) && isOffline(error.data)}
        mayWithdraw={frame.viewer.viewerCan.withdrawAdvisory}
      />
    </ConsoleShell>
  );
}

function isOffline(told: unknown): boolean {
  return typeof told === 'object' && told !== null && 'code' in told && told.code === 'OFFLINE';
}
