import { AccountQueries, ListSessions } from '#libs/accounts';
import { Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { LoaderFactory } from '../loaders.js';
import { ApiToken, Group, Invitation, Organisation, Person, Session } from './account.types.js';
import { toApiToken, toGroup, toOrganisation, toPerson, toSession } from './to-account.js';
import { toViewer, viewerCan } from './viewer.js';
import { Viewer, ViewerCan } from './viewer.types.js';

@Resolver(() => Viewer)
export class ViewerResolver {
  constructor(
    private readonly queries: AccountQueries,
    private readonly listSessions: ListSessions,
    private readonly loaders: LoaderFactory,
  ) {}

  @Query(() => Viewer, { description: 'Who asks, and what they may do.' })
  viewer(@Context() { actor }: ApiContext): Viewer {
    return toViewer(actor);
  }

  @ResolveField(() => Person, { nullable: true, description: 'The person; none for a visitor.' })
  async person(@Parent() { actor }: Viewer): Promise<Person | null> {
    const person = actor.personId ? await this.loaders.for(actor).people.load(actor.personId) : undefined;
    return person ? toPerson(person) : null;
  }

  @ResolveField(() => Organisation, { nullable: true, description: 'The organisation that the person belongs to.' })
  async organisation(@Parent() { actor }: Viewer): Promise<Organisation | null> {
    const organisation = actor.organisationId ? await this.loaders.for(actor).organisations.load(actor.organisationId) : undefined;
    return organisation ? toOrganisation(organisation) : null;
  }

  @ResolveField(() => Boolean, { description: 'Whether a second factor is enrolled.' })
  async hasSecondFactor(@Parent() { actor }: Viewer): Promise<boolean> {
    return (await this.queries.viewer(actor))?.hasSecondFactor ?? false;
  }

  @ResolveField(() => [Group], { description: 'The closed groups that the viewer may see.' })
  async groups(@Parent() { actor }: Viewer): Promise<Group[]> {
    return actor.kind === 'person' ? (await this.queries.groups(actor)).map(toGroup) : [];
  }

  @ResolveField(() => [ApiToken], { description: "One's own API tokens, the newest first." })
  async tokens(@Parent() { actor }: Viewer): Promise<ApiToken[]> {
    return actor.kind === 'person' ? (await this.queries.tokens(actor)).map(toApiToken) : [];
  }

  @ResolveField(() => [Session], { description: 'Where one is signed in, the last used first; for a session, not for a token.' })
  async sessions(@Parent() { actor }: Viewer): Promise<Session[]> {
    return actor.sessionId ? (await this.listSessions.execute(actor)).map(toSession) : [];
  }

  @ResolveField(() => [Invitation], { description: 'The invitations of the own organisation that wait; for its administrator.' })
  async invitations(@Parent() { actor }: Viewer): Promise<Invitation[]> {
    return actor.kind === 'person' ? this.queries.invitations(actor) : [];
  }

  @ResolveField(() => ViewerCan, { description: 'What the viewer may do.' })
  viewerCan(@Parent() { actor }: Viewer): ViewerCan {
    return viewerCan(actor);
  }
}
