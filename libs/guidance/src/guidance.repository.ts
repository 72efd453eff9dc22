import type { LocalisedText } from '#libs/advisories';
import { conflict, newId, notFound } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { GuidanceContent, GuidanceState } from './guidance-content.js';
import { guidanceIndexOf } from './guidance-index.js';
import { REVISION, revisionFrom } from './guidance-rows.js';
import type { GuidanceRevision, RevisionRow } from './guidance-rows.js';
import { nextGuidanceState } from './guidance-workflow.js';
import type { GuidanceStep } from './guidance-workflow.js';

/** What a first text or the next revision begins with. */
export interface NewGuidanceRevision {
  readonly articleId: string;
  readonly slug: string;
  readonly organisationId: string;
  readonly authorId: string;
  readonly number: number;
  readonly content: GuidanceContent;
  readonly summaryOfChanges?: LocalisedText | undefined;
}

export interface GuidanceWriter {
  readonly organisationId: string;
  readonly authorId: string;
}

/** The writes of guidance, and the reads that writes begin with. What the caller does not see is not found. */
@Injectable()
export class GuidanceRepository {
  /** An article without any text. Throws the conflict SLUG_TAKEN; a slug is given once, for ever. */
  async insertArticle(tx: Transaction, slug: string, { organisationId, authorId }: GuidanceWriter): Promise<string> {
    const id = newId();
    const inserted = await tx.execute(
      `INSERT INTO guidance.article (id, slug, organisation_id, state, reader_set) VALUES ($1, $2, $3, 'draft', $4)
       ON CONFLICT (slug) DO NOTHING`,
      [id, slug, organisationId, await this.intern(tx, draftReaders(organisationId, authorId))],
    );
    if (inserted !== 1) throw conflict('SLUG_TAKEN', 'There is or was an article of that name: choose another.');
    return id;
  }

  /** Throws the conflict REVISION_IN_WORK where there is one already. */
  async insertRevision(tx: Transaction, revision: NewGuidanceRevision): Promise<GuidanceRevision> {
    const { articleId, slug, organisationId, authorId, number, content, summaryOfChanges } = revision;
    const row = await tx.find<RevisionRow>(
      `INSERT INTO guidance.revision AS r (id, article_id, organisation_id, slug, number, state, reader_set, author_id, editors, content, summary_of_changes)
       VALUES ($1, $2, $3, $4, $5, 'draft', $6, $7, ARRAY[$7::uuid], $8, $9) ON CONFLICT DO NOTHING RETURNING ${REVISION}`,
      [
        newId(),
        articleId,
        organisationId,
        slug,
        number,
        await this.intern(tx, draftReaders(organisationId, authorId)),
        authorId,
        JSON.stringify(content),
        summaryOfChanges ? JSON.stringify(summaryOfChanges) : null,
      ],
    );
    if (row === undefined) throw conflict('REVISION_IN_WORK', 'A revision of it is in work already: publish or discard that one first.');
    return revisionFrom(row);
  }

  /** The text in work, locked. Where there is none: WRONG_STATE for those who see the article, NOT_FOUND for everyone else. */
  async inWorkForUpdate(tx: Transaction, articleId: string, step: GuidanceStep): Promise<GuidanceRevision> {
    const row = await tx.find<RevisionRow>(
      `SELECT ${REVISION} FROM guidance.revision r WHERE r.article_id = $1 AND r.state IN ('draft', 'in_review') FOR UPDATE`,
      [articleId],
    );
    if (row) return revisionFrom(row);
    const article = await tx.find<{ state: GuidanceState }>('SELECT state FROM guidance.article WHERE id = $1', [articleId]);
    if (article !== undefined) nextGuidanceState(step, article.state);
    throw notFound();
  }

  /** What is published. Throws NOT_FOUND where the caller sees nothing published, WRONG_STATE where it was withdrawn. */
  async published(tx: Transaction, articleId: string, step: GuidanceStep): Promise<GuidanceRevision> {
    const row = await tx.find<RevisionRow>(
      `SELECT ${REVISION} FROM guidance.article a JOIN guidance.revision r ON r.id = a.revision_id WHERE a.id = $1`,
      [articleId],
    );
    if (row) return revisionFrom(row);
    const article = await tx.find<{ state: GuidanceState }>('SELECT state FROM guidance.article WHERE id = $1', [articleId]);
    if (article !== undefined) nextGuidanceState(step, article.state);
    throw notFound();
  }

  /** Writes what an editor changed; the editor joins those who may not approve it. */
  async save(
    tx: Transaction,
    revision: GuidanceRevision,
    { content, summaryOfChanges }: Pick<NewGuidanceRevision, 'content' | 'summaryOfChanges'>,
    editorId: string,
  ): Promise<GuidanceRevision> {
    const row = await tx.find<RevisionRow>(
      `UPDATE guidance.revision r SET content = $2, summary_of_changes = $3, saved_at = clock_timestamp(),
         editors = CASE WHEN $4 = ANY (r.editors) THEN r.editors ELSE r.editors || $4::uuid END
       WHERE r.id = $1 RETURNING ${REVISION}`,
      [revision.id, JSON.stringify(content), summaryOfChanges ? JSON.stringify(summaryOfChanges) : null, editorId],
    );
    if (row === undefined) throw notFound();
    return revisionFrom(row);
  }

  async submit(tx: Transaction, { id, organisationId, authorId }: GuidanceRevision): Promise<void> {
    await tx.execute(
      `UPDATE guidance.revision SET state = 'in_review', submitted_at = clock_timestamp(), return_reason = NULL,
         reader_set = $2 WHERE id = $1`,
      [id, await this.intern(tx, [...draftReaders(organisationId ?? '', authorId ?? ''), 'desk:cert'])],
    );
  }

  async giveBack(tx: Transaction, { id, organisationId, authorId }: GuidanceRevision, reason: string): Promise<void> {
    await tx.execute(
      `UPDATE guidance.revision SET state = 'draft', submitted_at = NULL, return_reason = $3, reader_set = $2 WHERE id = $1`,
      [id, await this.intern(tx, draftReaders(organisationId ?? '', authorId ?? '')), reason],
    );
  }

  async discard(tx: Transaction, revisionId: string): Promise<void> {
    await tx.execute(`UPDATE guidance.revision SET state = 'discarded' WHERE id = $1`, [revisionId]);
  }

  /** The database asks once more whether the caller may, and makes it public. */
  async publish(tx: Transaction, { id, content }: GuidanceRevision): Promise<void> {
    await tx.query('SELECT guidance.publish_revision($1, $2)', [id, JSON.stringify(guidanceIndexOf(content))]);
  }

  async withdraw(tx: Transaction, articleId: string, notice: LocalisedText): Promise<void> {
    await tx.query('SELECT guidance.withdraw_article($1, $2)', [articleId, JSON.stringify(notice)]);
  }

  /** In a statement of its own: row-level security asks once a statement which sets the caller sees. */
  private async intern(tx: Transaction, readers: readonly string[]): Promise<number> {
    const row = await tx.find<{ id: number }>('SELECT access.intern_readers($1) AS id', [readers]);
    if (row === undefined) throw new Error('a set of readers has no number');
    return row.id;
  }
}

/** As READERS says of an advisory that is a draft. */
function draftReaders(organisationId: string, authorId: string): string[] {
  return [`desk:${organisationId}`, `user:${authorId}`];
}
