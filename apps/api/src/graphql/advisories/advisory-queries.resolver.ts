import { AdvisoryQueries } from '#libs/advisories';
import type { AdvisoryFilter, AdvisoryPage, InWorkFilter, ListRequest, StateInWork } from '#libs/advisories';
import { DomainError } from '#libs/core';
import { Database } from '#libs/database';
import { Args, Context, Info, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { ApiContext } from '../api-context.js';
import { asksFor } from '../asks-for.js';
import { AdvisoryStateEnum } from '../vocabulary/enums.js';
import { given } from '../vocabulary/given.js';
import { PageArgs, placedPage, placedPageOf, toConnection } from '../connection.js';
import { AdvisoryConnection, SearchConnection } from './advisory.connections.js';
import { AdvisoryFilterInput } from './advisory-queries.inputs.js';
import { InWorkFilterInput } from './in-work.inputs.js';
import { Advisory, CappedCount, Catalogue, StateCount, Suggestion } from './advisory.types.js';
import { fromCard, fromDetail } from './to-advisory.js';

const FILTER = { type: () => AdvisoryFilterInput, nullable: true, description: 'What the list is narrowed to.' };

@Resolver()
export class AdvisoryQueriesResolver {
  constructor(
    private readonly database: Database,
    private readonly queries: AdvisoryQueries,
  ) {}

  @Query(() => AdvisoryConnection, { description: 'Published and withdrawn advisories that the viewer may see, newest first.' })
  async advisories(
    @Args() page: PageArgs,
    @Context() context: ApiContext,
    @Info() info: GraphQLResolveInfo,
    @Args('filter', FILTER) filter?: AdvisoryFilterInput | null,
  ): Promise<AdvisoryConnection> {
    return connectionOf(await this.list(context, info, { ...placedPageOf(page), ...filterOf(filter) }));
  }

  @Query(() => SearchConnection, {
    description: 'Those of them that hold what is searched for, newest first: words, "quoted phrases", ids in any notation, Chinese.',
  })
  async searchAdvisories(
    @Args('query', { type: () => String, description: 'What to search for.' }) search: string,
    @Args() page: PageArgs,
    @Context() context: ApiContext,
    @Info() info: GraphQLResolveInfo,
    @Args('filter', FILTER) filter?: AdvisoryFilterInput | null,
  ): Promise<SearchConnection> {
    const request = { ...placedPageOf(page), ...filterOf(filter), search };
    return { ...connectionOf(await this.list(context, info, request)), request };
  }

  @Query(() => Advisory, { nullable: true, description: 'One advisory; null where it is hidden or absent.' })
  async advisory(
    @Args('trackingId', { type: () => String, description: 'Its tracking id.' }) trackingId: string,
    @Context() { actor }: ApiContext,
  ): Promise<Advisory | null> {
    const detail = await this.database.as(actor, (tx) => this.queries.byTrackingId(tx, trackingId));
    return detail ? fromDetail(detail) : null;
  }

  @Query(() => AdvisoryConnection, {
    description: 'Texts that are being worked on and that the viewer may see, the last saved first; for the desks.',
  })
  async advisoriesInWork(
    @Args() page: PageArgs,
    @Context() { actor }: ApiContext,
    @Args('states', {
      type: () => [AdvisoryStateEnum],
      nullable: true,
      description: 'Any of DRAFT, IN_REVIEW and SCHEDULED; all where none is given.',
    })
    states?: StateInWork[] | null,
    @Args('filter', { type: () => InWorkFilterInput, nullable: true, description: 'What the list is narrowed to.' })
    filter?: InWorkFilterInput | null,
  ): Promise<AdvisoryConnection> {
    const request = { ...placedPageOf(page), ...(states ? { states } : {}), ...(filter ? { filter: given(filter) as InWorkFilter } : {}) };
    const { revisions, hasMore } = await this.database.as(actor, (tx) => this.queries.inWork(tx, request));
    const list = placedPage(revisions, hasMore, ({ savedAt, id }) => ({ at: savedAt, id }));
    return toConnection(list, (inWork) => ({
      ...fromDetail({ id: inWork.advisoryId, trackingId: inWork.trackingId, organisationId: inWork.organisationId, inWork }),
      detail: undefined,
    }));
  }

  @Query(() => [StateCount], { description: 'How many advisories the viewer may see of each state, those in work too.' })
  async advisoryStateCounts(@Context() { actor }: ApiContext): Promise<StateCount[]> {
    return this.database.as(actor, (tx) => this.queries.countByState(tx));
  }

  @Query(() => [Suggestion], { description: 'What a search that is being typed may become, from what the viewer may see.' })
  async suggestions(
    @Args('typed', { type: () => String, description: 'What has been typed so far.' }) typed: string,
    @Context() { actor }: ApiContext,
  ): Promise<Suggestion[]> {
    return this.database.as(actor, (tx) => this.queries.suggest(tx, typed));
  }

  @Query(() => [Catalogue], { description: 'The catalogues of exploited vulnerabilities, as they were last refreshed.' })
  async catalogues(@Context() { actor }: ApiContext): Promise<Catalogue[]> {
    const states = await this.database.as(actor, (tx) => this.queries.catalogueStates(tx));
    return states.map(({ catalogue, ...state }) => ({ ...state, name: catalogue }));
  }

  /** One statement, also where the organisations of the advisories are asked for. */
  private async list({ actor, loaders }: ApiContext, info: GraphQLResolveInfo, request: ListRequest): Promise<AdvisoryPage> {
    if (!asksFor(info, 'organisation')) return this.database.as(actor, (tx) => this.queries.newest(tx, request));
    const page = await this.database.as(actor, (tx) => this.queries.newestWithOrganisations(tx, request));
    for (const [id, organisation] of page.organisations) loaders.organisations.prime(id, organisation);
    return page;
  }
}

@Resolver(() => SearchConnection)
export class SearchConnectionResolver {
  constructor(
    private readonly database: Database,
    private readonly queries: AdvisoryQueries,
  ) {}

  @ResolveField(() => CappedCount, { description: 'How many are found in all, of what the viewer may see.' })
  async found(@Parent() { request }: SearchConnection, @Context() { actor }: ApiContext): Promise<CappedCount> {
    if (!request) throw new DomainError('unavailable', 'NOT_COUNTED', 'This list is not counted.');
    return this.database.as(actor, (tx) => this.queries.count(tx, request));
  }
}

function filterOf(filter: AdvisoryFilterInput | null | undefined): { filter?: AdvisoryFilter } {
  // The enums of the schema are those of the filter; libs/advisories checks the rest.
  return filter ? { filter: given(filter) as AdvisoryFilter } : {};
}

function connectionOf({ cards, hasMore }: AdvisoryPage): AdvisoryConnection {
  return toConnection(
    placedPage(cards, hasMore, ({ publishedAt, id }) => ({ at: publishedAt, id })),
    fromCard,
  );
}
