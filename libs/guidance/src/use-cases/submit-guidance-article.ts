import type { Actor } from '#libs/access';
import { Injectable } from '@nestjs/common';
import { GuidanceActs } from '../guidance-acts.js';
import { GuidanceRepository } from '../guidance.repository.js';
import { assertGuidancePublishable } from '../guidance-draft.js';
import { knownForm } from '../guidance-input.js';
import { nextGuidanceState } from '../guidance-workflow.js';

/** Gives a draft to the reviewers. Throws INVALID_INPUT with everything that is still missing. */
@Injectable()
export class SubmitGuidanceArticle {
  constructor(
    private readonly acts: GuidanceActs,
    private readonly guidance: GuidanceRepository,
  ) {}

  async execute(actor: Actor, articleId: string): Promise<void> {
    await this.acts.run(actor, async (tx) => {
      const revision = await this.guidance.inWorkForUpdate(tx, knownForm(articleId), 'submit');
      this.acts.permit(tx, actor, 'guidance:draft');
      nextGuidanceState('submit', revision.state);
      assertGuidancePublishable(revision.content);
      await this.guidance.submit(tx, revision);
      await this.acts.record(tx, actor, 'guidance:submit', revision.articleId, revision.id);
    });
  }
}
