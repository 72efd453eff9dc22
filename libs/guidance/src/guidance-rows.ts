import type { Language, LocalisedText } from '#libs/advisories';
import type { GuidanceAudience, GuidanceCost, GuidanceTopic } from './guidance-article.js';
import type { GuidanceContent, GuidanceState } from './guidance-content.js';

/** One text of an article. Instants are ISO 8601 with microseconds. */
export interface GuidanceRevision {
  readonly id: string;
  readonly articleId: string;
  readonly slug: string;
  /** None of what came with the platform. */
  readonly organisationId: string | undefined;
  readonly authorId: string | undefined;
  readonly editors: readonly string[];
  readonly number: number;
  readonly state: Exclude<GuidanceState, 'withdrawn'>;
  readonly content: GuidanceContent;
  readonly summaryOfChanges: LocalisedText | undefined;
  readonly savedAt: string;
  readonly submittedAt: string | undefined;
  readonly publishedAt: string | undefined;
  readonly returnReason: string | undefined;
}

/** An article as lists show it: what is published, or of a first draft its text in work. */
export interface GuidanceCard {
  readonly id: string;
  readonly slug: string;
  readonly state: GuidanceState;
  readonly revisionId: string | undefined;
  readonly revision: number;
  readonly audiences: readonly GuidanceAudience[];
  readonly topic: GuidanceTopic;
  readonly minutes: number;
  readonly cost: GuidanceCost;
  readonly reviewedOn: string;
  readonly sourceLanguage: Language;
  readonly title: LocalisedText;
  readonly summary: LocalisedText | undefined;
  readonly publishedAt: string | undefined;
  readonly updatedAt: string | undefined;
  readonly withdrawnAt: string | undefined;
  readonly withdrawalNotice: LocalisedText | undefined;
}

export interface RevisionRow extends Record<string, unknown> {
  readonly id: string;
  readonly article_id: string;
  readonly slug: string;
  readonly organisation_id: string | null;
  readonly author_id: string | null;
  readonly editors: readonly string[];
  readonly number: number;
  readonly state: GuidanceRevision['state'];
  readonly content: GuidanceContent;
  readonly summary_of_changes: LocalisedText | null;
  readonly saved_at: string;
  readonly submitted_at: string | null;
  readonly published_at: string | null;
  readonly return_reason: string | null;
}

export const REVISION = `r.id, r.article_id, r.slug, r.organisation_id, r.author_id, r.editors, r.number, r.state, r.content, r.summary_of_changes,
  r.saved_at, r.submitted_at, r.published_at, r.return_reason`;

export function revisionFrom(row: RevisionRow): GuidanceRevision {
  return {
    id: row.id,
    articleId: row.article_id,
    slug: row.slug,
    organisationId: row.organisation_id ?? undefined,
    authorId: row.author_id ?? undefined,
    editors: row.editors,
    number: row.number,
    state: row.state,
    content: row.content,
    summaryOfChanges: row.summary_of_changes ?? undefined,
    savedAt: row.saved_at,
    submittedAt: row.submitted_at ?? undefined,
    publishedAt: row.published_at ?? undefined,
    returnReason: row.return_reason ?? undefined,
  };
}

export interface CardRow extends Record<string, unknown> {
  readonly id: string;
  readonly slug: string;
  readonly state: GuidanceState;
  readonly revision_id: string;
  readonly revision: number;
  readonly audiences: readonly GuidanceAudience[];
  readonly topic: GuidanceTopic;
  readonly minutes: number;
  readonly cost: GuidanceCost;
  readonly reviewed_on: string;
  readonly source_language: Language;
  readonly title: LocalisedText;
  readonly summary: LocalisedText | null;
  readonly published_at: string;
  readonly updated_at: string;
  readonly withdrawn_at: string | null;
  readonly withdrawal_notice: LocalisedText | null;
}

export const CARD = `a.id, a.slug, a.state, a.revision_id, a.revision, a.audiences, a.topic, a.minutes, a.cost, a.reviewed_on::text, a.source_language, a.title,
  a.summary, a.published_at, a.updated_at, a.withdrawn_at, a.withdrawal_notice`;

export function cardFrom(row: CardRow): GuidanceCard {
  return {
    id: row.id,
    slug: row.slug,
    state: row.state,
    revisionId: row.revision_id,
    revision: row.revision,
    audiences: row.audiences,
    topic: row.topic,
    minutes: row.minutes,
    cost: row.cost,
    reviewedOn: row.reviewed_on,
    sourceLanguage: row.source_language,
    title: row.title,
    summary: row.summary ?? undefined,
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
    withdrawnAt: row.withdrawn_at ?? undefined,
    withdrawalNotice: row.withdrawal_notice ?? undefined,
  };
}

/** A first draft as a card: nothing of it is published yet. */
export function cardOfDraft(revision: GuidanceRevision): GuidanceCard {
  const { content } = revision;
  const inEach = (field: 'title' | 'summary'): LocalisedText =>
    Object.fromEntries(Object.entries(content.texts).map(([language, text]) => [language, text[field]]));
  return {
    id: revision.articleId,
    slug: revision.slug,
    state: revision.state,
    revisionId: undefined,
    revision: revision.number,
    audiences: content.audiences,
    topic: content.topic,
    minutes: content.minutes,
    cost: content.cost,
    reviewedOn: content.reviewedOn,
    sourceLanguage: content.sourceLanguage,
    title: inEach('title'),
    summary: inEach('summary'),
    publishedAt: undefined,
    updatedAt: undefined,
    withdrawnAt: undefined,
    withdrawalNotice: undefined,
  };
}
