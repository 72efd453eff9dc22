import { Args, Context, ID, Query, Resolver } from '@nestjs/graphql';
import { toApiToken, toGroup, toOrganisation, toPerson, toSession } from '../accounts/to-account.js';
import { fromDetail } from '../advisories/to-advisory.js';
import type { ApiContext } from '../api-context.js';
import { toDelivery } from '../deliveries/to-delivery.js';
import { toEndpoint } from '../endpoints/to-endpoint.js';
import { toGuidanceArticle } from '../guidance/to-guidance.js';
import { toIncidentReport } from '../incidents/to-incident.js';
import { parseGlobalId } from '../global-id.js';
import type { NodeType } from '../global-id.js';
import type { Loaders } from '../loaders.js';
import { toSubscription } from '../subscriptions/to-subscription.js';
import { Node } from './node.types.js';

const loaded =
  <Value>(name: (loaders: Loaders) => { load(id: string): Promise<Value | undefined> }, toNode: (value: Value) => Node) =>
  async (id: string, loaders: Loaders): Promise<Node | null> => {
    const value = await name(loaders).load(id);
    return value === undefined ? null : toNode(value);
  };

/** How each type of node is found again. What is hidden is as absent as what never was. */
const FIND: Readonly<Record<NodeType, (id: string, loaders: Loaders) => Promise<Node | null>>> = {
  Advisory: loaded(({ advisories }) => advisories, fromDetail),
  AlertSubscription: loaded(({ subscriptions }) => subscriptions, toSubscription),
  Endpoint: loaded(({ endpoints }) => endpoints, toEndpoint),
  Delivery: loaded(({ deliveries }) => deliveries, toDelivery),
  Organisation: loaded(({ organisations }) => organisations, toOrganisation),
  Person: loaded(({ people }) => people, toPerson),
  Group: loaded(({ groups }) => groups, toGroup),
  ApiToken: loaded(({ apiTokens }) => apiTokens, toApiToken),
  Session: loaded(({ sessions }) => sessions, toSession),
  GuidanceArticle: loaded(({ guidanceArticles }) => guidanceArticles, toGuidanceArticle),
  IncidentReport: loaded(
    ({ incidentReports }) => incidentReports,
    (report) => toIncidentReport(report, new Date()),
  ),
};

@Resolver()
export class NodeResolver {
  @Query(() => Node, { nullable: true, description: 'Anything that has an id; null where it is hidden or absent.' })
  async node(@Args('id', { type: () => ID, description: 'Its id.' }) id: string, @Context() { loaders }: ApiContext): Promise<Node | null> {
    const parsed = parseGlobalId(id);
    return parsed ? FIND[parsed.type](parsed.id, loaders) : null;
  }
}
