import { isUuid } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { GuidanceAudience, GuidanceTopic } from './guidance-article.js';
import { CARD, cardFrom, cardOfDraft, REVISION, revisionFrom } from './guidance-rows.js';
import type { CardRow, GuidanceCard, GuidanceRevision, RevisionRow } from './guidance-rows.js';

/** More articles are no list that anybody reads. */
const MAX_LISTED = 500;
const MAX_FOUND = 20;
const MAX_TYPED_CHARACTERS = 500;

export interface GuidanceFeedback {
  readonly language: string;
  readonly useful: number;
  readonly notUseful: number;
}

/** Reads of guidance, under the keys of the transaction's own context. */
@Injectable()
export class GuidanceQueries {
  /** What is published, the last changed first; narrowed to an audience and a topic. */
  async published(
    tx: Transaction,
    { audience, topic }: { readonly audience?: GuidanceAudience; readonly topic?: GuidanceTopic } = {},
  ): Promise<GuidanceCard[]> {
    const rows = await tx.query<CardRow>(
      `SELECT ${CARD} FROM guidance.article a WHERE a.state = 'published' AND ($1::text IS NULL OR $1 = ANY (a.audiences)) AND ($2::text IS NULL OR a.topic = $2)
       ORDER BY a.updated_at DESC, a.slug LIMIT ${MAX_LISTED}`,
      [audience ?? null, topic ?? null],
    );
    return rows.map(cardFrom);
  }

  /** Texts in work that the reader may see, the last saved first. */
  async inWork(tx: Transaction): Promise<GuidanceRevision[]> {
    const rows = await tx.query<RevisionRow>(
      `SELECT ${REVISION} FROM guidance.revision r WHERE r.state IN ('draft', 'in_review') ORDER BY r.saved_at DESC, r.id LIMIT ${MAX_LISTED}`,
    );
    return rows.map(revisionFrom);
  }

  /** Published, withdrawn, or a first draft that the reader may see. */
  async bySlug(tx: Transaction, slug: string): Promise<GuidanceCard | undefined> {
    return this.one(tx, 'slug', slug);
  }

  async byId(tx: Transaction, id: string): Promise<GuidanceCard | undefined> {
    return isUuid(id) ? this.one(tx, 'id', id.toLowerCase()) : undefined;
  }

  /** The cards of published articles in the order of the slugs; what is hidden, withdrawn or absent is left out. */
  async bySlugs(tx: Transaction, slugs: readonly string[]): Promise<GuidanceCard[]> {
    const rows = await tx.query<CardRow>(`SELECT ${CARD} FROM guidance.article a WHERE a.slug = ANY ($1) AND a.state = 'published'`, [
      slugs,
    ]);
    const found = new Map(rows.map((row) => [row.slug, cardFrom(row)]));
    return slugs.flatMap((slug) => found.get(slug) ?? []);
  }

  async revision(tx: Transaction, revisionId: string): Promise<GuidanceRevision | undefined> {
    const row = await tx.find<RevisionRow>(`SELECT ${REVISION} FROM guidance.revision r WHERE r.id = $1`, [revisionId]);
    return row && revisionFrom(row);
  }

  async inWorkOf(tx: Transaction, articleId: string): Promise<GuidanceRevision | undefined> {
    const row = await tx.find<RevisionRow>(
      `SELECT ${REVISION} FROM guidance.revision r WHERE r.article_id = $1 AND r.state IN ('draft', 'in_review')`,
      [articleId],
    );
    return row && revisionFrom(row);
  }

  /** The published revisions, oldest first; none once the article is withdrawn. */
  async history(tx: Transaction, articleId: string): Promise<GuidanceRevision[]> {
    const rows = await tx.query<RevisionRow>(
      `SELECT ${REVISION} FROM guidance.revision r WHERE r.article_id = $1 AND r.state = 'published' ORDER BY r.number`,
      [articleId],
    );
    return rows.map(revisionFrom);
  }

  /** What answers a question in plain words, in any of the languages, the best first. At most 20. */
  async find(tx: Transaction, typed: string): Promise<GuidanceCard[]> {
    const question = typed.slice(0, MAX_TYPED_CHARACTERS).toWellFormed().replaceAll('\0', ' ');
    const rows = await tx.query<CardRow>(
      `SELECT ${CARD} FROM guidance.find($1, ${MAX_FOUND}) f JOIN guidance.article a ON a.id = f.id ORDER BY f.score DESC, a.slug`,
      [question],
    );
    return rows.map(cardFrom);
  }

  /** What readers answered to "was this useful?"; for the desk, empty for everyone else. */
  async feedback(tx: Transaction, articleId: string): Promise<GuidanceFeedback[]> {
    return tx.query<GuidanceFeedback & Record<string, unknown>>(
      'SELECT language, useful, not_useful AS "notUseful" FROM guidance.feedback WHERE article_id = $1 ORDER BY language',
      [articleId],
    );
  }

  private async one(tx: Transaction, column: 'id' | 'slug', value: string): Promise<GuidanceCard | undefined> {
    const row = await tx.find<CardRow>(`SELECT ${CARD} FROM guidance.article a WHERE a.${column} = $1 AND a.published_at IS NOT NULL`, [
      value,
    ]);
    if (row) return cardFrom(row);
    const draft = await tx.find<RevisionRow>(
      `SELECT ${REVISION} FROM guidance.revision r WHERE r.${column === 'id' ? 'article_id' : 'slug'} = $1 AND r.state IN ('draft', 'in_review')`,
      [value],
    );
    return draft && cardOfDraft(revisionFrom(draft));
  }
}
