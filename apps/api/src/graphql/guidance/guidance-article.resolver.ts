import { can } from '#libs/access';
import type { Language } from '#libs/advisories';
import { Database } from '#libs/database';
import { GuidanceQueries, writersOfGuidance } from '#libs/guidance';
import { Args, Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Person } from '../accounts/account.types.js';
import { toPerson } from '../accounts/to-account.js';
import type { ApiContext } from '../api-context.js';
import { LanguageEnum } from '../vocabulary/enums.js';
import { Blocker } from '../pages/blocker.types.js';
import { guidanceBlockers } from '#libs/guidance';
import { GuidanceArticle, GuidanceFeedback, GuidanceRevision, GuidanceText, ViewerCanGuidance } from './guidance.types.js';
import { toGuidanceArticle, toGuidanceRevision, toGuidanceText } from './to-guidance.js';

const LANGUAGE = {
  type: () => LanguageEnum,
  nullable: true,
  description: 'The language; the source language where none is given or it is missing.',
} as const;

/** What is read of an article only when it is asked for. */
@Resolver(() => GuidanceArticle)
export class GuidanceArticleResolver {
  constructor(
    private readonly database: Database,
    private readonly queries: GuidanceQueries,
  ) {}

  @ResolveField(() => GuidanceText, {
    nullable: true,
    description: 'The text that is published; none of a draft, and none once it is withdrawn.',
  })
  async text(
    @Parent() { revisionId }: GuidanceArticle,
    @Context() { actor }: ApiContext,
    @Args('language', LANGUAGE) language?: Language | null,
  ): Promise<GuidanceText | null> {
    if (revisionId === undefined) return null;
    const revision = await this.database.as(actor, (tx) => this.queries.revision(tx, revisionId));
    return revision ? toGuidanceText(revision.content, language) : null;
  }

  @ResolveField(() => GuidanceRevision, {
    nullable: true,
    description: 'The revision that is published, with what is the same in every language.',
  })
  async current(@Parent() { revisionId }: GuidanceArticle, @Context() { actor }: ApiContext): Promise<GuidanceRevision | null> {
    if (revisionId === undefined) return null;
    const revision = await this.database.as(actor, (tx) => this.queries.revision(tx, revisionId));
    return revision ? toGuidanceRevision(revision) : null;
  }

  @ResolveField(() => GuidanceRevision, { nullable: true, description: 'The draft of the first or next revision; for the desk.' })
  async inWork(@Parent() { uuid }: GuidanceArticle, @Context() { actor }: ApiContext): Promise<GuidanceRevision | null> {
    const revision = await this.database.as(actor, (tx) => this.queries.inWorkOf(tx, uuid));
    return revision ? toGuidanceRevision(revision) : null;
  }

  @ResolveField(() => [GuidanceRevision], { description: 'The published revisions, oldest first.' })
  async history(@Parent() { uuid }: GuidanceArticle, @Context() { actor }: ApiContext): Promise<GuidanceRevision[]> {
    return (await this.database.as(actor, (tx) => this.queries.history(tx, uuid))).map(toGuidanceRevision);
  }

  @ResolveField(() => GuidanceRevision, { nullable: true, description: 'One published revision by its number.' })
  async revision(
    @Parent() article: GuidanceArticle,
    @Context() context: ApiContext,
    @Args('number', { type: () => Int, description: 'Its number, from 1.' }) number: number,
  ): Promise<GuidanceRevision | null> {
    return (await this.history(article, context)).find((revision) => revision.number === number) ?? null;
  }

  @ResolveField(() => [GuidanceArticle], { description: 'Published articles to read next.' })
  async related(@Parent() { revisionId }: GuidanceArticle, @Context() { actor }: ApiContext): Promise<GuidanceArticle[]> {
    if (revisionId === undefined) return [];
    const cards = await this.database.as(actor, async (tx) => {
      const revision = await this.queries.revision(tx, revisionId);
      return revision ? this.queries.bySlugs(tx, revision.content.related) : [];
    });
    return cards.map(toGuidanceArticle);
  }

  @ResolveField(() => [GuidanceFeedback], {
    description: 'What readers answered to "was this useful?"; for the desk, empty for everyone else.',
  })
  async feedback(@Parent() { uuid }: GuidanceArticle, @Context() { actor }: ApiContext): Promise<GuidanceFeedback[]> {
    return this.database.as(actor, (tx) => this.queries.feedback(tx, uuid));
  }

  @ResolveField(() => ViewerCanGuidance, { description: 'What the viewer may do with it now.' })
  async viewerCan(@Parent() { uuid, state, revisionId }: GuidanceArticle, @Context() { actor }: ApiContext): Promise<ViewerCanGuidance> {
    const work = await this.database.as(actor, (tx) => this.queries.inWorkOf(tx, uuid));
    const mayWrite = can(actor, 'guidance:draft');
    const subject = { editors: work ? writersOfGuidance(work) : [] };
    const isPublished = state === 'published' && revisionId !== undefined;
    return {
      edit: work?.state === 'draft' && mayWrite,
      submit: work?.state === 'draft' && mayWrite,
      discard: work?.state === 'draft' && mayWrite,
      return: work?.state === 'in_review' && can(actor, 'guidance:return', subject),
      publish: work?.state === 'in_review' && can(actor, 'guidance:publish', subject),
      revise: isPublished && work === undefined && mayWrite,
      withdraw: isPublished && can(actor, 'guidance:withdraw'),
    };
  }
}

@Resolver(() => GuidanceRevision)
export class GuidanceRevisionResolver {
  @ResolveField(() => GuidanceText, { nullable: true, description: 'Its text.' })
  text(@Parent() { stored }: GuidanceRevision, @Args('language', LANGUAGE) language?: Language | null): GuidanceText | null {
    return toGuidanceText(stored.content, language);
  }

  @ResolveField(() => [Blocker], { description: 'What must still be done before it can be published.' })
  blockers(@Parent() { stored }: GuidanceRevision): Blocker[] {
    return guidanceBlockers(stored.content).map(({ path, expected, received }) => ({ path, expected, received: received ?? null }));
  }

  @ResolveField(() => Person, {
    nullable: true,
    description: 'Who began it, where the viewer sees people; none of what came with the platform.',
  })
  async author(@Parent() { stored }: GuidanceRevision, @Context() { loaders }: ApiContext): Promise<Person | null> {
    const person = stored.authorId === undefined ? undefined : await loaders.people.load(stored.authorId);
    return person ? toPerson(person) : null;
  }
}
