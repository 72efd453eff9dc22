import { notFound, query } from '../../../api/api.server';
import { OnePersonDocument } from '../../../api/gql/graphql';
import type { OnePersonQuery } from '../../../api/gql/graphql';
import type { Viewer } from '../../../api/viewer.server';
import { idIn } from '../../frame/id-in-address.server';

type Person = Extract<NonNullable<OnePersonQuery['node']>, { email: string }>;

/** Somebody of one's own organisation; anybody else is not found here, also for those who see more in the console. */
export async function colleagueIn(request: Request, viewer: Viewer, id: string): Promise<Person> {
  const { node } = await query(request, OnePersonDocument, { id: idIn(id) });
  if (node === null || !('email' in node) || viewer.organisation === null || node.organisation?.id !== viewer.organisation.id) notFound();
  return node;
}
