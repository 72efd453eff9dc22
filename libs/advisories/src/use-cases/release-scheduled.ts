import { systemActor, workerFor } from '#libs/access';
import { DomainError } from '#libs/core';
import { Database } from '#libs/database';
import { Outbox } from '#libs/outbox';
import { Injectable, Logger } from '@nestjs/common';
import { AdvisoryEvents } from '../advisory-events.js';
import { next } from '../advisory-workflow.js';
import { writersOf } from '../advisory.js';
import { AdvisoryRepository } from '../advisory.repository.js';
import { assertPublishable } from '../completeness.js';
import { authorizeLive } from '../live-actor.js';
import { RevisionPublisher } from '../revision-publisher.js';
import { updateClassIssues } from '../what-is-new.js';

const RELEASE = systemActor('scheduled-release');
/** Of one run; the next one follows at once while there are more. */
const MAX_RELEASES = 100;

interface DueRelease {
  readonly advisoryId: string;
  readonly revisionId: string;
  readonly scheduledBy: string;
}

export interface ReleaseReport {
  /** Ids of advisories that were published. */
  readonly released: readonly string[];
  /** Ids of advisories that are under review again, because their approver may no longer publish. */
  readonly refused: readonly string[];
}

/** Publishes what is due, with the rights that its approver has now. For the worker alone. Running twice publishes once. Throws at the end where some could not be made. */
@Injectable()
export class ReleaseScheduled {
  private readonly log = new Logger(ReleaseScheduled.name);

  constructor(
    private readonly database: Database,
    private readonly advisories: AdvisoryRepository,
    private readonly publisher: RevisionPublisher,
    private readonly events: AdvisoryEvents,
    private readonly outbox: Outbox,
  ) {}

  async execute(): Promise<ReleaseReport> {
    const due = await this.database.as(RELEASE, (tx) =>
      tx.query<DueRelease>(
        'SELECT advisory_id AS "advisoryId", revision_id AS "revisionId", scheduled_by AS "scheduledBy" FROM advisories.due_releases($1)',
        [MAX_RELEASES],
      ),
    );
    const released: string[] = [];
    const refused: string[] = [];
    const faults: unknown[] = [];
    for (const release of due) {
      // One that fails by a fault of ours must not keep back those that are due after it; it is tried again with the next run.
      const outcome = await this.release(release).catch((error: unknown) => void faults.push(error));
      if (outcome === 'released') released.push(release.advisoryId);
      if (outcome === 'refused') refused.push(release.advisoryId);
    }
    if (faults.length > 0) throw new AggregateError(faults, `${faults.length} scheduled releases failed`);
    return { released, refused };
  }

  /** When the next release is due, for an exact timer; undefined where none is scheduled. */
  async nextDueAt(): Promise<string | undefined> {
    const row = await this.database.as(RELEASE, (tx) => tx.find<{ at: string | null }>('SELECT advisories.next_release_at() AS at'));
    return row?.at ?? undefined;
  }

  private async release(release: DueRelease): Promise<'released' | 'refused' | 'gone'> {
    try {
      return await this.publishAsApprover(release);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      return this.refuse(release, error);
    }
  }

  private async publishAsApprover({ advisoryId, revisionId, scheduledBy }: DueRelease): Promise<'released' | 'gone'> {
    const approver = workerFor({ kind: 'person', id: scheduledBy });
    return this.database.as(approver, async (tx) => {
      const revision = await this.advisories.findInWork(tx, advisoryId);
      // Somebody else released or cancelled it since, unless the approver sees no text under review any more.
      if (revision !== undefined && (revision.id !== revisionId || revision.state !== 'scheduled')) return 'gone';
      const live = authorizeLive(tx, approver, 'advisory:publish', { editors: revision ? writersOf(revision) : [] });
      if (revision === undefined) return 'gone';
      next('release', revision.state);
      assertPublishable(revision, await updateClassIssues(tx, revision));
      await this.publisher.publish(tx, live, revision, 'advisory:release');
      return 'released';
    });
  }

  private async refuse({ advisoryId, revisionId, scheduledBy }: DueRelease, error: DomainError): Promise<'refused' | 'gone'> {
    const reason = `The scheduled release was not made: ${reasonOf(error)}`;
    const wasDue = await this.database.as(RELEASE, async (tx) => {
      const row = await tx.find<{ concerned: string[] | null }>('SELECT advisories.refuse_release($1, $2) AS concerned', [
        revisionId,
        reason,
      ]);
      const concerned = row?.concerned;
      if (!concerned) return false;
      for (const personId of concerned) {
        await this.outbox.append(tx, { type: 'account.mail_requested', mail: 'release_refused', personId, revisionId });
      }
      const detail = { revisionId, scheduledBy, code: error.code };
      await this.events.record(tx, RELEASE, { action: 'advisory:refuse_release', advisoryId, detail });
      return true;
    });
    if (wasDue) this.log.warn(`a scheduled release was refused (${error.code}): advisory ${advisoryId}`);
    return wasDue ? 'refused' : 'gone';
  }
}

/** As those read it who did not schedule it: the right that is missing is the approver's. */
function reasonOf(error: DomainError): string {
  return error.kind === 'forbidden' ? 'whoever scheduled it may not publish any more.' : error.message;
}
