import { query } from '../../api/api.server';
import { ConsoleAuditPeopleDocument } from '../../api/gql/graphql';

/** The names of the first 100 people that the viewer may see, by the bare id that the log holds; of the others the log shows the id. */
export async function actorNames(request: Request): Promise<Readonly<Record<string, string>>> {
  const { people } = await query(request, ConsoleAuditPeopleDocument);
  return Object.fromEntries(people.nodes.map(({ id, name }) => [bareId(id), name]));
}

/** The UUID in an opaque id. */
function bareId(id: string): string {
  return Buffer.from(id, 'base64url').toString('utf8').split(':')[1] ?? id;
}
