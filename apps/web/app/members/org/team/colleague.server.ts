import { notFound, query } from '../../../api/api.server';
import { OnePersonDocument } from '../../../api/gql/graphql';
import type { OnePersonQuery } from '../../../api/gql/graphql';
import type { Viewer } from '../../../api/viewer.server';
import { found } from '../../frame/found.server';
import { idIn } from '../../frame/id-in-address.server';

type Person = Exclude<NonNullable<OnePersonQuery['node']>, Record<PropertyKey, never>>;

/** Somebody of one's own organisation; anybody else is not found here, also for those who see more in the console. */
export async function colleagueIn(request: Request, viewer: Viewer, id: string): Promise<Person> {
  const { node } = await query(request, OnePersonDocument, { id: idIn(id) });
  const person = found(node, 'email');
  if (viewer.organisation === null || person.organisation?.id !== viewer.organisation.id) notFound();
  return person;
}
