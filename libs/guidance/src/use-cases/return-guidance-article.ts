import type { Actor } from '#libs/access';
import { Injectable } from '@nestjs/common';
import { GuidanceActs } from '../guidance-acts.js';
import { GuidanceRepository } from '../guidance.repository.js';
import { knownForm, readInput, REASON } from '../guidance-input.js';
import { nextGuidanceState } from '../guidance-workflow.js';
import { writersOfGuidance } from '../guidance-writers.js';

/** Gives a text back to its author with the reason. */
@Injectable()
export class ReturnGuidanceArticle {
  constructor(
    private readonly acts: GuidanceActs,
    private readonly guidance: GuidanceRepository,
  ) {}

  async execute(actor: Actor, articleId: string, reason: string): Promise<void> {
    const given = readInput(REASON, reason);
    await this.acts.run(actor, async (tx) => {
      const revision = await this.guidance.inWorkForUpdate(tx, knownForm(articleId), 'return');
      this.acts.permit(tx, actor, 'guidance:return', { editors: writersOfGuidance(revision) });
      nextGuidanceState('return', revision.state);
      await this.guidance.giveBack(tx, revision, given);
      await this.acts.record(tx, actor, 'guidance:return', revision.articleId, revision.id);
    });
  }
}
