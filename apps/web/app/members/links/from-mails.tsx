import { redirect } from 'react-router';
import type { Route } from './+types/from-mails';

/** Addresses that stand in mails and never change: they lead to the pages of the member zone, which ask who is there. */
export function loader({ request }: Route.LoaderArgs): Response {
  return redirect(`/org${new URL(request.url).pathname}`);
}
