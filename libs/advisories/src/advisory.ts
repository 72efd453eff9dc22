import type { Audience, TlpLabel } from '#libs/access';
import type { AdvisoryState } from './advisory-state.js';
import type { AdvisoryContent, Kind, LocalisedText, Severity } from './content.js';

/** `editorial`: asks nothing new of the reader and alerts nobody. */
export const UPDATE_CLASSES = ['editorial', 'minor', 'major'] as const;
export type UpdateClass = (typeof UPDATE_CLASSES)[number];

/** Who allowed wider sharing than the source's label, and where that is written. */
export interface SharingPermission {
  readonly grantedBy: string;
  readonly reference: string;
}

/** What an author chooses and writes. A label may be missing until it is submitted; it is never invented. */
export interface Draft {
  readonly kind: Kind;
  readonly severity: Severity;
  /** Why it differs from the proposed one. */
  readonly severityReason?: string;
  readonly label?: TlpLabel;
  readonly audience: Audience;
  readonly content: AdvisoryContent;
  readonly updateClass: UpdateClass;
  readonly summaryOfChanges?: LocalisedText;
  readonly permission?: SharingPermission;
}

export const STATES_IN_WORK = ['draft', 'in_review', 'scheduled'] as const;
export type StateInWork = (typeof STATES_IN_WORK)[number];

/** The one text of an advisory that is being worked on. Instants are ISO 8601 with microseconds. */
export interface RevisionInWork extends Draft {
  readonly id: string;
  readonly advisoryId: string;
  readonly trackingId: string;
  readonly organisationId: string;
  /** From 1; the number it will have when it is published. */
  readonly number: number;
  readonly state: StateInWork;
  readonly authorId: string;
  /** Everyone who wrote a part of it; none of them may approve it, nor may the author. */
  readonly editors: readonly string[];
  /** What may not be widened without permission: the revision before, or the label of the imported document. */
  readonly baseLabel?: TlpLabel;
  readonly baseReaders?: readonly string[];
  readonly createdAt: string;
  readonly savedAt: string;
  readonly submittedAt?: string;
  readonly scheduledFor?: string;
  readonly scheduledZone?: string;
  readonly scheduledBy?: string;
  /** Why it came back from review, or why a scheduled release was not made. */
  readonly returnReason?: string;
}

/** An advisory, as whoever changed it is told. */
export interface AdvisoryRef {
  readonly advisoryId: string;
  readonly trackingId: string;
  readonly revisionId: string;
  readonly revision: number;
  readonly state: AdvisoryState;
  readonly savedAt: string;
}

/** Everyone who wrote a part of it, the author among them. */
export function writersOf({ authorId, editors }: Pick<RevisionInWork, 'authorId' | 'editors'>): readonly string[] {
  return [authorId, ...editors];
}

export function refTo(revision: RevisionInWork, state: AdvisoryState = revision.state): AdvisoryRef {
  const { advisoryId, trackingId, id, number, savedAt } = revision;
  return { advisoryId, trackingId, revisionId: id, revision: number, state, savedAt };
}

/** The author of imported texts: their publisher wrote them. It is no person and can never sign in. */
export const IMPORT_AUTHOR_ID = '00000000-0000-4000-8000-000000000001';
