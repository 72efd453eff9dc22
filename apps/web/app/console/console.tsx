import { Outlet } from 'react-router';
import type { Route } from './+types/console';
import { requireViewer } from '../api/viewer.server';
import { ConsoleShell } from '../ui/console/shell';

/** The pages below come alive in the browser; every form of theirs works without it too. */
export const handle = { js: true };

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
