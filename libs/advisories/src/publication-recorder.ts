import type { Transaction } from '#libs/database';

/**
 * What is written beside a publication or a withdrawal, in its transaction: the renditions that feeds serve. A port, because what renders
 * knows advisories and not the other way round; libs/renditions binds it, and no process starts without.
 */
export abstract class PublicationRecorder {
  /** `revisionId` was published, or its advisory withdrawn, in `tx` a moment ago. Throws where it cannot be rendered: then nothing is published. */
  abstract record(tx: Transaction, revisionId: string): Promise<void>;
}
