import type { Actor } from '#libs/access';
import { Injectable } from '@nestjs/common';
import { GuidanceActs } from '../guidance-acts.js';
import { GuidanceRepository } from '../guidance.repository.js';
import { Clock, conflict } from '#libs/core';
import { z } from 'zod';
import { withTranslationTimes } from '../guidance-content.js';
import { complete } from '../guidance-draft.js';
import { assertChecked, CONTENT_FIELDS, knownForm, LOCALISED, readInput } from '../guidance-input.js';
import type { GuidanceRevision } from '../guidance-rows.js';

const INPUT = z.strictObject({
  articleId: z.string(),
  expectedSavedAt: z.string().optional(),
  content: z.strictObject(CONTENT_FIELDS).partial().default({}),
  summaryOfChanges: LOCALISED.optional(),
});

/** Saves a draft; what is not given stays. Whoever does so is among those who may not approve it. Throws STALE_DRAFT where somebody saved since. */
@Injectable()
export class UpdateGuidanceArticle {
  constructor(
    private readonly acts: GuidanceActs,
    private readonly guidance: GuidanceRepository,
    private readonly clock: Clock,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<GuidanceRevision> {
    const { articleId, expectedSavedAt, content, summaryOfChanges } = readInput(INPUT, input);
    assertChecked(content.reviewedOn, this.clock.now());
    return this.acts.run(actor, async (tx) => {
      const revision = await this.guidance.inWorkForUpdate(tx, knownForm(articleId), 'submit');
      const { authorId } = this.acts.permit(tx, actor, 'guidance:draft');
      if (revision.state !== 'draft') throw conflict('WRONG_STATE', 'It is under review; only a draft can be edited.');
      if (expectedSavedAt !== undefined && Date.parse(expectedSavedAt) !== Date.parse(revision.savedAt))
        throw conflict('STALE_DRAFT', 'Somebody saved it after you opened it: read it again.');
      const texts = { ...revision.content.texts, ...content.texts };
      const written = withTranslationTimes(complete({ ...revision.content, ...content, texts }), revision.content, this.clock.now());
      const saved = await this.guidance.save(
        tx,
        revision,
        { content: written, summaryOfChanges: summaryOfChanges ?? revision.summaryOfChanges },
        authorId,
      );
      await this.acts.record(tx, actor, 'guidance:edit', revision.articleId, revision.id);
      return saved;
    });
  }
}
