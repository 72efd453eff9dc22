import type { Actor } from '#libs/access';
import { Injectable } from '@nestjs/common';
import { GuidanceActs } from '../guidance-acts.js';
import { GuidanceRepository } from '../guidance.repository.js';
import { Clock } from '#libs/core';
import { z } from 'zod';
import { withTranslationTimes } from '../guidance-content.js';
import { assertChecked, CONTENT_FIELDS, readInput, SLUG } from '../guidance-input.js';
import { complete } from '../guidance-draft.js';
import type { GuidanceRevision } from '../guidance-rows.js';

const INPUT = z.strictObject({ slug: SLUG, content: z.strictObject(CONTENT_FIELDS) });

/** Begins a draft under a slug that it keeps for ever. It is seen by its author and their desk. */
@Injectable()
export class CreateGuidanceArticle {
  constructor(
    private readonly acts: GuidanceActs,
    private readonly guidance: GuidanceRepository,
    private readonly clock: Clock,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<GuidanceRevision> {
    const { slug, content } = readInput(INPUT, input);
    assertChecked(content.reviewedOn, this.clock.now());
    const written = withTranslationTimes(complete(content), undefined, this.clock.now());
    return this.acts.run(actor, async (tx) => {
      const writer = this.acts.permit(tx, actor, 'guidance:draft');
      const articleId = await this.guidance.insertArticle(tx, slug, writer);
      const revision = await this.guidance.insertRevision(tx, { articleId, slug, ...writer, number: 1, content: written });
      await this.acts.record(tx, actor, 'guidance:draft', articleId, revision.id);
      return revision;
    });
  }
}
