import type { Language } from '#libs/advisories';
import { GuidanceQueries } from '#libs/guidance';
import type { GuidanceAudience, GuidanceTopic } from '#libs/guidance';
import { Database } from '#libs/database';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { LanguageEnum } from '../vocabulary/enums.js';
import { GuidanceAudienceEnum, GuidanceTopicEnum } from '../vocabulary/page-enums.js';
import { GuidanceArticle } from './guidance.types.js';
import { toGuidanceArticle } from './to-guidance.js';

@Resolver()
export class GuidanceQueriesResolver {
  constructor(
    private readonly database: Database,
    private readonly queries: GuidanceQueries,
  ) {}

  @Query(() => [GuidanceArticle], { description: 'The published articles of guidance, the last changed first.' })
  async guidanceArticles(
    @Context() { actor }: ApiContext,
    @Args('audience', { type: () => GuidanceAudienceEnum, nullable: true, description: 'Only those for this audience.' })
    audience?: GuidanceAudience | null,
    @Args('topic', { type: () => GuidanceTopicEnum, nullable: true, description: 'Only those about this topic.' })
    topic?: GuidanceTopic | null,
    @Args('language', { type: () => LanguageEnum, nullable: true, description: 'Only those that are written in this language.' })
    language?: Language | null,
  ): Promise<GuidanceArticle[]> {
    const cards = await this.database.as(actor, (tx) =>
      this.queries.published(tx, { ...(audience ? { audience } : {}), ...(topic ? { topic } : {}) }),
    );
    return cards.filter(({ title }) => !language || title[language] !== undefined).map(toGuidanceArticle);
  }

  @Query(() => GuidanceArticle, { nullable: true, description: 'One article; null where it is hidden or absent.' })
  async guidanceArticle(
    @Args('slug', { type: () => String, description: 'Its slug.' }) slug: string,
    @Context() { actor }: ApiContext,
  ): Promise<GuidanceArticle | null> {
    const card = await this.database.as(actor, (tx) => this.queries.bySlug(tx, slug));
    return card ? toGuidanceArticle(card) : null;
  }

  @Query(() => [GuidanceArticle], {
    description: 'Articles with a text in work that the viewer may see, the last saved first; for the desk.',
  })
  async guidanceArticlesInWork(@Context() { actor }: ApiContext): Promise<GuidanceArticle[]> {
    const cards = await this.database.as(actor, async (tx) => {
      const found = [];
      for (const { articleId } of await this.queries.inWork(tx)) found.push(await this.queries.byId(tx, articleId));
      return found;
    });
    return cards.flatMap((card) => (card ? [toGuidanceArticle(card)] : []));
  }

  @Query(() => [GuidanceArticle], {
    description: 'Articles that answer a question in plain words, in any language, the best first. At most 20.',
  })
  async searchGuidance(
    @Args('query', { type: () => String, description: 'The question.' }) query: string,
    @Context() { actor }: ApiContext,
    @Args('language', { type: () => LanguageEnum, nullable: true, description: 'Only articles that are written in this language.' })
    language?: Language | null,
  ): Promise<GuidanceArticle[]> {
    const cards = await this.database.as(actor, (tx) => this.queries.find(tx, query));
    return cards.filter(({ title }) => !language || title[language] !== undefined).map(toGuidanceArticle);
  }
}
