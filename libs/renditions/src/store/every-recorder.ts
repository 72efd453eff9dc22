import { PublicationRecorder } from '#libs/advisories';
import type { Transaction } from '#libs/database';

/** One after the other, in the same transaction: what one of them cannot record is not published at all. */
export class EveryRecorder extends PublicationRecorder {
  constructor(private readonly recorders: readonly PublicationRecorder[]) {
    super();
  }

  override async record(tx: Transaction, revisionId: string): Promise<void> {
    for (const recorder of this.recorders) await recorder.record(tx, revisionId);
  }
}
