import type { TlpLabel } from '#libs/access';
import { CARD_COLUMNS, cardFrom } from './advisory-card.js';
import type { AdvisoryCard, CardRow } from './advisory-card.js';
import type { RevisionInWork, UpdateClass } from './advisory.js';
import type { CommentReaders } from './comment-readers.js';
import type { AdvisoryContent, Indicator, LocalisedText } from './content.js';
import { INDICATORS, withIndicators } from './revision-row.js';

/** The text of one published revision. */
export interface PublishedText {
  readonly revisionId: string;
  readonly revision: number;
  readonly publishedAt: string;
  readonly severityReason?: string;
  readonly updateClass: UpdateClass;
  readonly summaryOfChanges?: LocalisedText;
  readonly content: AdvisoryContent;
}

/** One advisory, as far as the reader may see it. Of a withdrawn one there is no text. */
export interface AdvisoryDetail {
  readonly id: string;
  readonly trackingId: string;
  readonly organisationId: string;
  readonly card?: AdvisoryCard;
  readonly text?: PublishedText;
  /** The draft of its first or next revision, for its desk and the reviewers. */
  readonly inWork?: RevisionInWork;
}

/** One line of the history. */
export interface PublishedRevisionEntry {
  readonly revisionId: string;
  readonly revision: number;
  readonly publishedAt: string;
  readonly label: TlpLabel;
  readonly updateClass: UpdateClass;
  readonly summaryOfChanges?: LocalisedText;
}

export interface ReviewComment {
  readonly id: string;
  readonly revisionId: string;
  readonly authorId: string;
  /** The field of the content that it speaks of. */
  readonly block?: string;
  readonly body: string;
  /** Who reads it, in a word. */
  readonly readers: CommentReaders;
  readonly writtenAt: string;
}

/** An imported document, for the desks. */
export interface OriginalDocument {
  readonly id: string;
  readonly revisionId: string;
  readonly format: 'csaf' | 'stix' | 'misp';
  /** Where it was imported from: a path, an entry of an archive, an upload. */
  readonly place: string;
  readonly sourceVersion: string;
  readonly sha256: string;
  readonly isValid: boolean;
  /** CsafFinding of the validator. */
  readonly findings: readonly unknown[];
  readonly importedAt: string;
}

/** The card and the text of the advisory that `where` names, and whether the reader may see a text of it that is in work. */
export const detailStatement = (
  where: string,
) => `SELECT ${CARD_COLUMNS}, r.content, r.severity_reason, r.update_class, r.summary_of_changes,
    r.published_at AS text_published_at, ${INDICATORS},
    EXISTS (SELECT FROM advisories.revision w WHERE w.advisory_id = a.id AND w.state IN ('draft', 'in_review', 'scheduled')) AS is_in_work
  FROM advisories.advisory a LEFT JOIN advisories.revision r ON r.id = a.revision_id WHERE ${where} AND a.published_at IS NOT NULL`;

export interface DetailRow extends CardRow {
  readonly content: AdvisoryContent | null;
  readonly severity_reason: string | null;
  readonly update_class: UpdateClass | null;
  readonly summary_of_changes: LocalisedText | null;
  readonly text_published_at: string | null;
  readonly indicators: Indicator[] | null;
  readonly is_in_work: boolean;
}

export function detailFrom(row: DetailRow): AdvisoryDetail {
  const card = cardFrom(row);
  return { id: card.id, trackingId: card.trackingId, organisationId: card.organisationId, card, text: textFrom(row) };
}

function textFrom(row: DetailRow): PublishedText | undefined {
  const { content, text_published_at: publishedAt, update_class: updateClass } = row;
  if (content === null || publishedAt === null || updateClass === null) return undefined;
  return {
    revisionId: row.revision_id,
    revision: row.revision,
    publishedAt,
    severityReason: row.severity_reason ?? undefined,
    updateClass,
    summaryOfChanges: row.summary_of_changes ?? undefined,
    content: withIndicators(content, row.indicators),
  };
}
