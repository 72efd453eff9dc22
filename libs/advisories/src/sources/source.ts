import type { DocumentReport } from '../import/import-report.js';

export const SOURCE_STATES = ['active', 'paused'] as const;
export type SourceState = (typeof SOURCE_STATES)[number];

/** `partial`: stopped in time, or left something for the next run; `failed`: nothing could be listed, or nobody may import. */
export const SOURCE_OUTCOMES = ['complete', 'partial', 'failed'] as const;
export type SourceOutcome = (typeof SOURCE_OUTCOMES)[number];

/** What became of one document of a source. `unavailable` is tried again with the next run. */
export const SOURCE_DOCUMENT_OUTCOMES = ['imported', 'updated', 'unchanged', 'refused', 'unavailable'] as const;
export type SourceDocumentOutcome = (typeof SOURCE_DOCUMENT_OUTCOMES)[number];

/** Numbers of documents of one run. */
export interface SourceCounts extends Readonly<Record<SourceDocumentOutcome, number>> {
  /** That its lists name. */
  readonly listed: number;
  /** Of them, that are new or changed, and so this run's work. */
  readonly found: number;
  readonly done: number;
}

export const NO_COUNTS: SourceCounts = { listed: 0, found: 0, done: 0, imported: 0, updated: 0, unchanged: 0, refused: 0, unavailable: 0 };

/** A provider that is asked again and again. Instants are ISO 8601 with microseconds. */
export interface Source {
  readonly id: string;
  readonly organisationId: string;
  readonly url: string;
  readonly publisher?: string;
  readonly state: SourceState;
  /** The person in whose name documents are imported; nobody until somebody of the desk takes it on. */
  readonly runAs?: string;
  readonly addedAt: string;
  readonly everyMinutes: number;
  readonly nextRunAt?: string;
  readonly isRunning: boolean;
  readonly lastStartedAt?: string;
  readonly lastEndedAt?: string;
  readonly lastOutcome?: SourceOutcome;
  readonly lastError?: string;
  readonly counts: SourceCounts;
}

/** A document of a source that was not imported, and why. */
export interface SourceProblem {
  readonly url: string;
  readonly outcome: 'refused' | 'unavailable';
  readonly place?: string;
  readonly reason: string;
  readonly tries: number;
  readonly at: string;
}

/** ETag and Last-Modified of a list that was worked off to its end. */
export interface ListPositionOf {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** What is known of a document from runs before. */
export interface KnownDocument extends ListPositionOf {
  readonly url: string;
  readonly changed: string;
  readonly outcome: SourceDocumentOutcome;
}

export interface SourceProgress {
  readonly counts: SourceCounts;
  readonly last: DocumentReport;
}
