import { redirect } from 'react-router';
import type { Route } from './+types/sign-out';
import { mutate } from '../../api/api.server';
import { SignOutDocument } from '../../api/gql/graphql';

export function loader(): Response {
  return redirect('/');
}

export async function action({ request }: Route.ActionArgs): Promise<Response> {
  const { headers } = await mutate(request, SignOutDocument, { input: { everywhere: false } });
  return redirect('/', { headers });
}
