import type { Actor } from '#libs/access';
import { Injectable } from '@nestjs/common';
import { GuidanceActs } from '../guidance-acts.js';
import { GuidanceRepository } from '../guidance.repository.js';
import { knownForm } from '../guidance-input.js';
import { nextGuidanceState } from '../guidance-workflow.js';

/** Gives a draft up. What was published before it stays. */
@Injectable()
export class DiscardGuidanceDraft {
  constructor(
    private readonly acts: GuidanceActs,
    private readonly guidance: GuidanceRepository,
  ) {}

  async execute(actor: Actor, articleId: string): Promise<void> {
    await this.acts.run(actor, async (tx) => {
      const revision = await this.guidance.inWorkForUpdate(tx, knownForm(articleId), 'discard');
      this.acts.permit(tx, actor, 'guidance:draft');
      nextGuidanceState('discard', revision.state);
      await this.guidance.discard(tx, revision.id);
      await this.acts.record(tx, actor, 'guidance:discard', revision.articleId, revision.id);
    });
  }
}
