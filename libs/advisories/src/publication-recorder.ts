import type { Transaction } from '#libs/database';

/**
 * Told of every publication and withdrawal in its transaction, so that what machines read stands there when anybody can read the text. Bound by
 * the applications: what records it belongs to libraries that this one may not know.
 */
export abstract class PublicationRecorder {
  /** `revisionId` is the revision that was just published, or the last one of an advisory that was just withdrawn. */
  abstract record(tx: Transaction, revisionId: string): Promise<void>;
}
