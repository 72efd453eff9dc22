import type { Actor } from '#libs/access';
import { Injectable } from '@nestjs/common';
import { GuidanceActs } from '../guidance-acts.js';
import { GuidanceRepository } from '../guidance.repository.js';
import { assertGuidancePublishable } from '../guidance-draft.js';
import { knownForm } from '../guidance-input.js';
import { nextGuidanceState } from '../guidance-workflow.js';
import { writersOfGuidance } from '../guidance-writers.js';

/** Makes a reviewed article public. Throws FOUR_EYES for those who wrote a part of it. */
@Injectable()
export class PublishGuidanceArticle {
  constructor(
    private readonly acts: GuidanceActs,
    private readonly guidance: GuidanceRepository,
  ) {}

  async execute(actor: Actor, articleId: string): Promise<void> {
    await this.acts.run(actor, async (tx) => {
      const revision = await this.guidance.inWorkForUpdate(tx, knownForm(articleId), 'publish');
      this.acts.permit(tx, actor, 'guidance:publish', { editors: writersOfGuidance(revision) });
      nextGuidanceState('publish', revision.state);
      assertGuidancePublishable(revision.content);
      await this.guidance.publish(tx, revision);
      await this.acts.record(tx, actor, 'guidance:publish', revision.articleId, revision.id);
    });
  }
}
