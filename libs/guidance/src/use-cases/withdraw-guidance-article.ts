import type { Actor } from '#libs/access';
import { Injectable } from '@nestjs/common';
import { GuidanceActs } from '../guidance-acts.js';
import { GuidanceRepository } from '../guidance.repository.js';
import type { LocalisedText } from '#libs/advisories';
import { invalid } from '#libs/core';
import { knownForm, LOCALISED, readInput } from '../guidance-input.js';

/** The text gives way to a notice, for ever. A revision in work is discarded. */
@Injectable()
export class WithdrawGuidanceArticle {
  constructor(
    private readonly acts: GuidanceActs,
    private readonly guidance: GuidanceRepository,
  ) {}

  async execute(actor: Actor, articleId: string, notice: LocalisedText): Promise<void> {
    const given = readInput(LOCALISED, notice);
    if (Object.values(given).every((text) => text.trim() === ''))
      throw invalid([{ path: 'notice', expected: 'a text in at least one language', received: 'nothing' }]);
    await this.acts.run(actor, async (tx) => {
      const { articleId: id, id: revisionId } = await this.guidance.published(tx, knownForm(articleId), 'withdraw');
      this.acts.permit(tx, actor, 'guidance:withdraw');
      await this.guidance.withdraw(tx, id, given);
      await this.acts.record(tx, actor, 'guidance:withdraw', id, revisionId);
    });
  }
}
