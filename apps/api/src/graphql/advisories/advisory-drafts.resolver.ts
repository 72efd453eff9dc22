import { CommentOnAdvisory, CreateAdvisory, DiscardDraft, ReviseAdvisory, SubmitAdvisory, UpdateAdvisory } from '#libs/advisories';
import { notFound } from '#libs/core';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { given } from '../vocabulary/given.js';
import { Input } from '../vocabulary/input.js';
import { fromLocalisedText } from '../vocabulary/localised-text.js';
import {
  CommentOnAdvisoryInput,
  CreateAdvisoryInput,
  DiscardDraftInput,
  ReviseAdvisoryInput,
  SubmitAdvisoryInput,
  UpdateAdvisoryInput,
} from './advisory.inputs.js';
import { AdvisoryPayload, CommentPayload } from './advisory.payloads.js';
import { AdvisorySteps } from './advisory-steps.js';
import { audienceFrom, contentFrom } from './content-from-input.js';
import { fromDetail } from './to-advisory.js';

/** What analysts do. */
@Resolver()
export class AdvisoryDraftsResolver {
  constructor(
    private readonly steps: AdvisorySteps,
    private readonly create: CreateAdvisory,
    private readonly update: UpdateAdvisory,
    private readonly submit: SubmitAdvisory,
    private readonly discard: DiscardDraft,
  ) {}

  @Mutation(() => AdvisoryPayload, { description: 'Begins a draft, under a tracking id that it keeps for ever.' })
  async createAdvisory(@Input() input: CreateAdvisoryInput, @Context() { actor }: ApiContext): Promise<AdvisoryPayload> {
    const { audience, content, ...rest } = given(input);
    const { advisoryId } = await this.create.execute(actor, {
      ...rest,
      ...(audience ? { audience: audienceFrom(audience) } : {}),
      content: contentFrom(content ?? {}),
    });
    const advisory = await this.steps.read(actor, advisoryId);
    if (!advisory) throw notFound();
    return { advisory };
  }

  @Mutation(() => AdvisoryPayload, { description: 'Saves a draft. Whoever does so is among those who may not approve it.' })
  async updateAdvisory(@Input() input: UpdateAdvisoryInput, @Context() { actor }: ApiContext): Promise<AdvisoryPayload> {
    const { id, trackingId, audience, content, summaryOfChanges, ...rest } = given(input);
    const before = await this.steps.target(actor, { id, trackingId });
    const { state } = await this.update.execute(actor, {
      // The content is laid over what was read here, so what was read must be what is replaced.
      ...(content && before.inWork ? { expectedSavedAt: before.inWork.savedAt } : {}),
      ...rest,
      ...(input.label === null ? { label: null } : {}),
      ...(input.severityReason === null ? { severityReason: null } : {}),
      ...(audience ? { audience: audienceFrom(audience) } : {}),
      ...(content ? { content: contentFrom(content, before.inWork?.content) } : {}),
      ...(summaryOfChanges ? { summaryOfChanges: fromLocalisedText(summaryOfChanges) } : {}),
      advisoryId: before.id,
    });
    return { advisory: await this.steps.after(actor, before, state) };
  }

  @Mutation(() => AdvisoryPayload, { description: 'Gives a draft to the reviewers. Refused with everything that is still missing.' })
  async submitAdvisory(@Input() input: SubmitAdvisoryInput, @Context() { actor }: ApiContext): Promise<AdvisoryPayload> {
    const before = await this.steps.target(actor, input);
    const { state } = await this.submit.execute(actor, { advisoryId: before.id });
    return { advisory: await this.steps.after(actor, before, state) };
  }

  @Mutation(() => AdvisoryPayload, { description: 'Gives a draft up. What was published before it stays.' })
  async discardDraft(@Input() input: DiscardDraftInput, @Context() { actor }: ApiContext): Promise<AdvisoryPayload> {
    const before = await this.steps.target(actor, input);
    const { state } = await this.discard.execute(actor, { advisoryId: before.id });
    return { advisory: before.card ? await this.steps.after(actor, before, state) : { ...fromDetail(before), state } };
  }
}

/** What begins with an advisory that is there. */
@Resolver()
export class AdvisoryRevisionsResolver {
  constructor(
    private readonly steps: AdvisorySteps,
    private readonly revise: ReviseAdvisory,
    private readonly comment: CommentOnAdvisory,
  ) {}

  @Mutation(() => AdvisoryPayload, {
    description: 'Begins the next revision as a draft. What is published stays until the draft takes its place.',
  })
  async reviseAdvisory(@Input() input: ReviseAdvisoryInput, @Context() { actor }: ApiContext): Promise<AdvisoryPayload> {
    const before = await this.steps.target(actor, input);
    const { updateClass, summaryOfChanges } = input;
    const { state } = await this.revise.execute(actor, {
      advisoryId: before.id,
      updateClass,
      summaryOfChanges: fromLocalisedText(summaryOfChanges),
    });
    return { advisory: await this.steps.after(actor, before, state) };
  }

  @Mutation(() => CommentPayload, { description: 'Says something about a text to its desks.' })
  async commentOnAdvisory(@Input() input: CommentOnAdvisoryInput, @Context() { actor }: ApiContext): Promise<CommentPayload> {
    const before = await this.steps.target(actor, input);
    const { body, block, readers } = given(input);
    const { commentId } = await this.comment.execute(actor, { advisoryId: before.id, body, ...(block ? { block } : {}), readers });
    return { commentId, advisory: fromDetail(before) };
  }
}
