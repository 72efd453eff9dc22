import { overlaps } from '#libs/access';
import type { Actor } from '#libs/access';
import { forbidden, newId } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AdvisoryEvents } from '../advisory-events.js';
import { AdvisoryRepository } from '../advisory.repository.js';
import { authorizeLive } from '../live-actor.js';
import { knownForm, plainText, readInput } from '../read-input.js';
import { readersInWork } from '../sharing.js';
import { COMMENT_READERS } from '../comment-readers.js';
import type { CommentReaders } from '../comment-readers.js';

const MAX_COMMENT_CHARACTERS = 5_000;
const INPUT = z.strictObject({
  advisoryId: z.unknown().optional(),
  body: plainText(MAX_COMMENT_CHARACTERS),
  /** The field of the content that it speaks of, dotted, as in `recommendation.0`. */
  block: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,200}$/, 'a field of the content')
    .optional(),
  readers: z.enum(COMMENT_READERS).default('desks'),
});

/** Says something about the text in work (or what is published, where none is) to its desks: author, their desk and the reviewers. */
@Injectable()
export class CommentOnAdvisory {
  constructor(
    private readonly database: Database,
    private readonly advisories: AdvisoryRepository,
    private readonly events: AdvisoryEvents,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<{ readonly commentId: string }> {
    const { advisoryId: id, body, block, readers: chosen } = readInput(INPUT, input);
    const advisoryId = knownForm(id);
    return this.database.as(actor, async (tx) => {
      const inWork = await this.advisories.findInWork(tx, advisoryId);
      const { revisionId, ...revision } = inWork
        ? { ...inWork, revisionId: inWork.id }
        : await this.advisories.published(tx, advisoryId, 'revise');
      const { personId, keys } = authorizeLive(tx, actor, 'advisory:comment');
      const desks = readersInWork('in_review', revision);
      if (!overlaps(desks, keys)) throw forbidden('NOT_ALLOWED', 'Only the desk of its author and the reviewers comment on it.');
      const readers = narrowed(desks, chosen);
      if (!overlaps(readers, keys)) throw forbidden('NOT_ALLOWED', 'Nobody writes what they may not read.');
      const commentId = newId();
      await tx.execute(
        'INSERT INTO advisories.comment (id, revision_id, reader_set, author_id, block, body) VALUES ($1, $2, $3, $4, $5, $6)',
        [commentId, revisionId, await this.advisories.internReaders(tx, readers), personId, block ?? null, body],
      );
      const { organisationId } = revision;
      await this.events.record(tx, actor, { action: 'advisory:comment', advisoryId, organisationId, revisionId, detail: { commentId } });
      return { commentId };
    });
  }
}

function narrowed(desks: readonly string[], chosen: CommentReaders): string[] {
  const isReviewers = (key: string) => key === 'desk:cert';
  if (chosen === 'reviewers') return desks.filter(isReviewers);
  return chosen === 'authors_desk' ? desks.filter((key) => !isReviewers(key)) : [...desks];
}
