import { AccountQueries } from '#libs/accounts';
import type { Page as AccountPage } from '#libs/accounts';
import { Args, Context, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { OrganisationStatusEnum } from '../vocabulary/enums.js';
import { PageArgs, pageOf, toConnection } from '../connection.js';
import type { Page } from '../connection.js';
import { idOf } from '../global-id.js';
import { OrganisationConnection, PersonConnection } from './account.connections.js';
import { Application, Domain, Group, Organisation, Person } from './account.types.js';
import { toGroup, toOrganisation, toPerson } from './to-account.js';

@Resolver()
export class AccountQueriesResolver {
  constructor(private readonly queries: AccountQueries) {}

  @Query(() => OrganisationConnection, {
    description: 'The member organisations, by name; an administrator also sees those that have applied and those that are suspended.',
  })
  async organisations(
    @Args() page: PageArgs,
    @Context() { actor }: ApiContext,
    @Args('status', { type: () => OrganisationStatusEnum, nullable: true, description: 'Only those that stand so.' })
    status?: Organisation['status'] | null,
  ): Promise<OrganisationConnection> {
    return toConnection(
      pageFrom(await this.queries.organisations(actor, { ...pageOf(page), ...(status ? { status } : {}) })),
      toOrganisation,
    );
  }

  @Query(() => PersonConnection, {
    description: "The people that the viewer may see, by name: their own organisation's; for the operating CERT all.",
  })
  async people(
    @Args() page: PageArgs,
    @Context() { actor }: ApiContext,
    @Args('organisation', { type: () => ID, nullable: true, description: 'Only those of this organisation.' }) organisation?: string | null,
  ): Promise<PersonConnection> {
    const of = organisation ? { organisationId: idOf('Organisation', organisation) } : {};
    return toConnection(pageFrom(await this.queries.people(actor, { ...pageOf(page), ...of })), toPerson);
  }

  @Query(() => [Group], { description: 'The closed groups that the viewer may see, by name.' })
  async groups(@Context() { actor }: ApiContext): Promise<Group[]> {
    return (await this.queries.groups(actor)).map(toGroup);
  }
}

@Resolver(() => Organisation)
export class OrganisationResolver {
  @ResolveField(() => [Domain], { description: 'Its domains, for its administrators and those of the platform.' })
  async domains(@Parent() { uuid }: Organisation, @Context() { loaders }: ApiContext): Promise<Domain[]> {
    return [...(await loaders.domains.load(uuid))];
  }

  @ResolveField(() => Application, {
    nullable: true,
    description: 'Who applied for it and why; for administrators of the platform after a second factor.',
  })
  async application(@Parent() { uuid }: Organisation, @Context() { loaders }: ApiContext): Promise<Application | null> {
    return (await loaders.applications.load(uuid))[0] ?? null;
  }
}

@Resolver(() => Person)
export class PersonResolver {
  @ResolveField(() => Organisation, {
    nullable: true,
    description: 'The organisation that the person belongs to; none of a registered public reader.',
  })
  async organisation(@Parent() { organisationId }: Person, @Context() { loaders }: ApiContext): Promise<Organisation | null> {
    const organisation = organisationId ? await loaders.organisations.load(organisationId) : undefined;
    return organisation ? toOrganisation(organisation) : null;
  }

  @ResolveField(() => Boolean, {
    nullable: true,
    description: 'Whether they have a second factor; for those who may suspend them, after a second factor of their own.',
  })
  async hasSecondFactor(@Parent() { uuid }: Person, @Context() { loaders }: ApiContext): Promise<boolean | null> {
    return (await loaders.secondFactors.load(uuid)) ?? null;
  }
}

@Resolver(() => Group)
export class GroupResolver {
  @ResolveField(() => Organisation, { nullable: true, description: 'The organisation whose administrators keep it.' })
  async owner(@Parent() { ownerOrganisationId }: Group, @Context() { loaders }: ApiContext): Promise<Organisation | null> {
    const owner = await loaders.organisations.load(ownerOrganisationId);
    return owner ? toOrganisation(owner) : null;
  }

  @ResolveField(() => [Organisation], { description: 'The organisations in it that the viewer may see.' })
  async organisations(@Parent() { uuid }: Group, @Context() { loaders }: ApiContext): Promise<Organisation[]> {
    const members = await loaders.groupMembers.load(uuid);
    const found = await Promise.all(
      members.flatMap(({ organisationId }) => (organisationId ? [loaders.organisations.load(organisationId)] : [])),
    );
    return found.flatMap((organisation) => (organisation ? [toOrganisation(organisation)] : []));
  }

  @ResolveField(() => [Person], { description: 'The persons in it that the viewer may see.' })
  async persons(@Parent() { uuid }: Group, @Context() { loaders }: ApiContext): Promise<Person[]> {
    const members = await loaders.groupMembers.load(uuid);
    const found = await Promise.all(members.flatMap(({ personId }) => (personId ? [loaders.people.load(personId)] : [])));
    return found.flatMap((person) => (person ? [toPerson(person)] : []));
  }
}

function pageFrom<Row>({ rows, cursors, hasNext }: AccountPage<Row>): Page<Row> {
  return { items: rows, cursors, hasNextPage: hasNext };
}
