import type { Actor } from '#libs/access';
import { Clock, notFound } from '#libs/core';
import { Database } from '#libs/database';
import {
  CreateGuidanceArticle,
  DiscardGuidanceDraft,
  GuidanceQueries,
  ReviseGuidanceArticle,
  SubmitGuidanceArticle,
  UpdateGuidanceArticle,
} from '#libs/guidance';
import { Injectable } from '@nestjs/common';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { idOf } from '../global-id.js';
import { Input } from '../vocabulary/input.js';
import { fromLocalisedText } from '../vocabulary/localised-text.js';
import { firstGuidanceContent, guidanceContentFrom } from './guidance-content-from-input.js';
import {
  CreateGuidanceArticleInput,
  DiscardGuidanceDraftInput,
  ReviseGuidanceArticleInput,
  SubmitGuidanceArticleInput,
  UpdateGuidanceArticleInput,
} from './guidance.inputs.js';
import { GuidanceArticlePayload } from './guidance.types.js';
import { toGuidanceArticle } from './to-guidance.js';

/** An article after a step, read again under the keys of who took it. */
@Injectable()
export class GuidanceAfter {
  constructor(
    private readonly database: Database,
    private readonly queries: GuidanceQueries,
  ) {}

  async read(actor: Actor, id: string): Promise<GuidanceArticlePayload> {
    const card = await this.database.as(actor, (tx) => this.queries.byId(tx, id));
    if (card === undefined) throw notFound();
    return { article: toGuidanceArticle(card) };
  }
}

/** What writers of guidance do. */
@Resolver()
export class GuidanceWritingResolver {
  constructor(
    private readonly after: GuidanceAfter,
    private readonly create: CreateGuidanceArticle,
    private readonly update: UpdateGuidanceArticle,
    private readonly submit: SubmitGuidanceArticle,
    private readonly clock: Clock,
  ) {}

  @Mutation(() => GuidanceArticlePayload, { description: 'Begins an article as a draft, under a slug that it keeps for ever.' })
  async createGuidanceArticle(
    @Input() input: CreateGuidanceArticleInput,
    @Context() { actor }: ApiContext,
  ): Promise<GuidanceArticlePayload> {
    const { articleId } = await this.create.execute(actor, {
      slug: input.slug,
      content: firstGuidanceContent(input.content, this.clock.now()),
    });
    return this.after.read(actor, articleId);
  }

  @Mutation(() => GuidanceArticlePayload, { description: 'Saves a draft. Whoever does so is among those who may not approve it.' })
  async updateGuidanceArticle(
    @Input() input: UpdateGuidanceArticleInput,
    @Context() { actor }: ApiContext,
  ): Promise<GuidanceArticlePayload> {
    const { id, expectedSavedAt, content, summaryOfChanges } = input;
    const { articleId } = await this.update.execute(actor, {
      articleId: idOf('GuidanceArticle', id),
      ...(expectedSavedAt ? { expectedSavedAt } : {}),
      ...(content ? { content: guidanceContentFrom(content) } : {}),
      ...(summaryOfChanges ? { summaryOfChanges: fromLocalisedText(summaryOfChanges) } : {}),
    });
    return this.after.read(actor, articleId);
  }

  @Mutation(() => GuidanceArticlePayload, { description: 'Gives a draft to the reviewers. Refused with everything that is still missing.' })
  async submitGuidanceArticle(
    @Input() { id }: SubmitGuidanceArticleInput,
    @Context() { actor }: ApiContext,
  ): Promise<GuidanceArticlePayload> {
    await this.submit.execute(actor, idOf('GuidanceArticle', id));
    return this.after.read(actor, idOf('GuidanceArticle', id));
  }
}

/** What begins with an article that is there. */
@Resolver()
export class GuidanceRevisionsResolver {
  constructor(
    private readonly database: Database,
    private readonly queries: GuidanceQueries,
    private readonly after: GuidanceAfter,
    private readonly revise: ReviseGuidanceArticle,
    private readonly discard: DiscardGuidanceDraft,
  ) {}

  @Mutation(() => GuidanceArticlePayload, {
    description: 'Begins the next revision as a draft. What is published stays until the draft takes its place.',
  })
  async reviseGuidanceArticle(
    @Input() input: ReviseGuidanceArticleInput,
    @Context() { actor }: ApiContext,
  ): Promise<GuidanceArticlePayload> {
    const id = idOf('GuidanceArticle', input.id);
    await this.revise.execute(actor, id, input.summaryOfChanges ? fromLocalisedText(input.summaryOfChanges) : {});
    return this.after.read(actor, id);
  }

  @Mutation(() => GuidanceArticlePayload, { description: 'Gives a draft up. What was published before it stays.' })
  async discardGuidanceDraft(@Input() input: DiscardGuidanceDraftInput, @Context() { actor }: ApiContext): Promise<GuidanceArticlePayload> {
    const id = idOf('GuidanceArticle', input.id);
    const before = await this.database.as(actor, (tx) => this.queries.byId(tx, id));
    await this.discard.execute(actor, id);
    if (before === undefined) throw notFound();
    return { article: { ...toGuidanceArticle(before), ...(before.publishedAt === undefined ? { state: 'discarded' } : {}) } };
  }
}
