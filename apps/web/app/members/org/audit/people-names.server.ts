import { query } from '../../../api/api.server';
import { AuditPeopleDocument } from '../../../api/gql/graphql';
import type { AuditPeopleQuery } from '../../../api/gql/graphql';

type Colleagues = AuditPeopleQuery['people']['nodes'];

/** The people of one's own organisation, for the filter, and the names of people, endpoints and subscriptions by the bare id that the log holds. */
export async function colleaguesOf(request: Request, organisation: string): Promise<{ people: Colleagues; names: Record<string, string> }> {
  const { people, endpoints, subscriptions } = await query(request, AuditPeopleDocument, { organisation });
  const named = [
    ...people.nodes,
    ...endpoints.nodes.map(({ id, name, address }) => ({ id, name: name === '' ? address : name })),
    ...subscriptions.nodes.filter(({ name }) => name !== ''),
  ];
  const names = Object.fromEntries(named.map(({ id, name }) => [bareId(id), name]));
  return { people: people.nodes, names };
}

/** The UUID in an opaque id. */
function bareId(id: string): string {
  return Buffer.from(id, 'base64url').toString('utf8').split(':')[1] ?? id;
}
