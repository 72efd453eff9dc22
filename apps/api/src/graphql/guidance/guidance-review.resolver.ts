import { GiveGuidanceFeedback, PublishGuidanceArticle, ReturnGuidanceArticle, WithdrawGuidanceArticle } from '#libs/guidance';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import { clientOf } from '../api-context.js';
import type { ApiContext } from '../api-context.js';
import { idOf } from '../global-id.js';
import { Input } from '../vocabulary/input.js';
import { fromLocalisedText } from '../vocabulary/localised-text.js';
import { GuidanceAfter } from './guidance-writing.resolver.js';
import {
  GuidanceFeedbackInput,
  PublishGuidanceArticleInput,
  ReturnGuidanceArticleInput,
  WithdrawGuidanceArticleInput,
} from './guidance.inputs.js';
import { GuidanceArticlePayload, GuidanceFeedbackPayload } from './guidance.types.js';

/** What reviewers of guidance do. */
@Resolver()
export class GuidanceReviewResolver {
  constructor(
    private readonly after: GuidanceAfter,
    private readonly giveBack: ReturnGuidanceArticle,
    private readonly publish: PublishGuidanceArticle,
    private readonly withdraw: WithdrawGuidanceArticle,
  ) {}

  @Mutation(() => GuidanceArticlePayload, { description: 'Gives a text back to its author with the reason.' })
  async returnGuidanceArticle(
    @Input() input: ReturnGuidanceArticleInput,
    @Context() { actor }: ApiContext,
  ): Promise<GuidanceArticlePayload> {
    const id = idOf('GuidanceArticle', input.id);
    await this.giveBack.execute(actor, id, input.reason);
    return this.after.read(actor, id);
  }

  @Mutation(() => GuidanceArticlePayload, { description: 'Makes a reviewed article public. Nobody publishes what they wrote.' })
  async publishGuidanceArticle(
    @Input() input: PublishGuidanceArticleInput,
    @Context() { actor }: ApiContext,
  ): Promise<GuidanceArticlePayload> {
    const id = idOf('GuidanceArticle', input.id);
    await this.publish.execute(actor, id);
    return this.after.read(actor, id);
  }

  @Mutation(() => GuidanceArticlePayload, { description: 'Takes a published article back for ever; a notice stands in its place.' })
  async withdrawGuidanceArticle(
    @Input() input: WithdrawGuidanceArticleInput,
    @Context() { actor }: ApiContext,
  ): Promise<GuidanceArticlePayload> {
    const id = idOf('GuidanceArticle', input.id);
    await this.withdraw.execute(actor, id, fromLocalisedText(input.notice));
    return this.after.read(actor, id);
  }
}

@Resolver()
export class GuidanceFeedbackResolver {
  constructor(private readonly give: GiveGuidanceFeedback) {}

  @Mutation(() => GuidanceFeedbackPayload, { description: 'Counts an answer to "was this useful?". Nothing is kept of who answers.' })
  async guidanceFeedback(@Input() input: GuidanceFeedbackInput, @Context() context: ApiContext): Promise<GuidanceFeedbackPayload> {
    const { slug, language, isUseful } = input;
    await this.give.execute(context.actor, { slug, language, isUseful, address: clientOf(context).address });
    return { counted: true };
  }
}
