import { AdvisoryStatistics, ProductCatalogue } from '#libs/advisories';
import type { AdvisoryFilter } from '#libs/advisories';
import { Database } from '#libs/database';
import { Args, Context, Info, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { ApiContext } from '../api-context.js';
import { asksFor } from '../asks-for.js';
import { PageArgs, pageOf, toConnection } from '../connection.js';
import { AdvisoryFilterInput } from '../advisories/advisory-queries.inputs.js';
import { given } from '../vocabulary/given.js';
import { AdvisoryStatisticsType, NameCount, NamedProductConnection } from './statistics.types.js';

const TOP = 10;

/** Numbers and names drawn from what the viewer may see. */
@Resolver(() => AdvisoryStatisticsType)
export class StatisticsResolver {
  constructor(
    private readonly database: Database,
    private readonly statistics: AdvisoryStatistics,
    private readonly catalogue: ProductCatalogue,
  ) {}

  @Query(() => AdvisoryStatisticsType, { description: 'Numbers of what the viewer may see, by month.' })
  async advisoryStatistics(
    @Args('months', { type: () => Int, defaultValue: 12, description: 'How many months, the present one included: 1 to 120.' })
    months: number,
    @Context() { actor }: ApiContext,
    @Args('filter', { type: () => AdvisoryFilterInput, nullable: true, description: 'What is counted; everything where none is given.' })
    filter?: AdvisoryFilterInput | null,
  ): Promise<AdvisoryStatisticsType> {
    const narrowed = filter ? (given(filter) as AdvisoryFilter) : undefined;
    return this.database.as(actor, (tx) => this.statistics.report(tx, months, narrowed));
  }

  @ResolveField(() => [NameCount], {
    description: 'The vendors that most advisories of all time name; at most 10. Not narrowed by the filter.',
  })
  async topVendors(@Parent() _parent: AdvisoryStatisticsType, @Context() { actor }: ApiContext): Promise<NameCount[]> {
    return this.database.as(actor, (tx) => this.statistics.names(tx, '', 'vendor', TOP));
  }

  @ResolveField(() => [NameCount], {
    description: 'The products that most advisories of all time name; at most 10. Not narrowed by the filter.',
  })
  async topProducts(@Parent() _parent: AdvisoryStatisticsType, @Context() { actor }: ApiContext): Promise<NameCount[]> {
    return this.database.as(actor, (tx) => this.statistics.names(tx, '', 'product', TOP));
  }

  @Query(() => [NameCount], {
    description: 'Vendors and products whose name begins so, from what the viewer may see, the most frequent first; at most 20.',
  })
  async vendorsAndProducts(
    @Args('prefix', { type: () => String, description: 'How the name begins; case does not matter.' }) prefix: string,
    @Context() { actor }: ApiContext,
  ): Promise<NameCount[]> {
    return this.database.as(actor, (tx) => this.statistics.names(tx, prefix));
  }

  @Query(() => NamedProductConnection, {
    description:
      'The products of a vendor, or one of them, from all that the viewer may see, the most frequent first. Their advisories: `advisories(filter: {products: ["vendor/product"]})`.',
  })
  async advisoryProducts(
    @Args('vendor', { type: () => String, description: 'The vendor, by name; case and blanks do not matter.' }) vendor: string,
    @Args() page: PageArgs,
    @Context() { actor }: ApiContext,
    @Info() info: GraphQLResolveInfo,
    @Args('product', { type: () => String, nullable: true, description: 'The product, by name; all of the vendor where none is given.' })
    product?: string | null,
  ): Promise<NamedProductConnection> {
    const request = { vendor, product: product ?? undefined, ...pageOf(page), withVersions: asksFor(info, 'versions') };
    return toConnection(await this.database.as(actor, (tx) => this.catalogue.productsOf(tx, request)), (named) => ({ ...named }));
  }
}
