import type { Actor } from '#libs/access';
import { Injectable } from '@nestjs/common';
import { GuidanceActs } from '../guidance-acts.js';
import { GuidanceRepository } from '../guidance.repository.js';
import type { LocalisedText } from '#libs/advisories';
import { knownForm, LOCALISED, readInput } from '../guidance-input.js';
import type { GuidanceRevision } from '../guidance-rows.js';
import { nextGuidanceState } from '../guidance-workflow.js';

/** Begins the next revision as a draft with the text that is published, which stays until the draft takes its place. */
@Injectable()
export class ReviseGuidanceArticle {
  constructor(
    private readonly acts: GuidanceActs,
    private readonly guidance: GuidanceRepository,
  ) {}

  async execute(actor: Actor, articleId: string, summaryOfChanges: LocalisedText): Promise<GuidanceRevision> {
    const changes = readInput(LOCALISED, summaryOfChanges);
    return this.acts.run(actor, async (tx) => {
      const { content, number, slug, articleId: id } = await this.guidance.published(tx, knownForm(articleId), 'revise');
      const writer = this.acts.permit(tx, actor, 'guidance:draft');
      nextGuidanceState('revise', 'published');
      const next = { articleId: id, slug, ...writer, number: number + 1, content, summaryOfChanges: changes };
      const revision = await this.guidance.insertRevision(tx, next);
      await this.acts.record(tx, actor, 'guidance:revise', id, revision.id);
      return revision;
    });
  }
}
