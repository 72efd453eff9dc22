import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { indexOf } from './advisory-index.js';
import { AdvisoryEvents } from './advisory-events.js';
import type { RevisionInWork } from './advisory.js';
import { AdvisoryRepository } from './advisory.repository.js';
import { readersOfParts } from './narrow-parts.js';
import type { ActingPerson } from './live-actor.js';
import { PublicationRecorder } from './publication-recorder.js';
import { readersWhenPublished } from './sharing.js';
import { notEditorial } from './what-is-new.js';

/** What was published, as its approver is told: they need not be among its readers. Instants are ISO 8601 with microseconds. */
export interface PublishedRevision {
  readonly advisoryId: string;
  readonly trackingId: string;
  readonly revisionId: string;
  readonly revision: number;
  readonly state: 'published';
  readonly publishedAt: string;
  readonly updatedAt: string;
}

/** The last step of every way to publish: at once, at an instant, or as an import. */
@Injectable()
export class RevisionPublisher {
  constructor(
    private readonly advisories: AdvisoryRepository,
    private readonly events: AdvisoryEvents,
    private readonly recorder: PublicationRecorder,
  ) {}

  /** Publishes in the caller's transaction: text, card, readers, renditions, audit entry, event. The database asks once more whether the approver may. */
  async publish(
    tx: Transaction,
    approver: ActingPerson,
    revision: RevisionInWork,
    action = 'advisory:publish',
  ): Promise<PublishedRevision> {
    const { id: revisionId, advisoryId, trackingId, number, organisationId, permission } = revision;
    const isSilent = await isSilentUpdate(tx, revision);
    const readerSet = await this.advisories.internReaders(tx, readersWhenPublished(revision));
    const published = await tx.find<{ publishedAt: string; updatedAt: string }>(
      'SELECT first_published_at AS "publishedAt", last_updated_at AS "updatedAt" FROM advisories.publish_revision($1, $2, $3)',
      [
        revisionId,
        readerSet,
        JSON.stringify({ ...indexOf(trackingId, revision.kind, revision.content), partReaders: await this.partReaders(tx, revision) }),
      ],
    );
    if (published === undefined) throw new Error('publishing answered nothing');
    await this.recorder.record(tx, revisionId);
    const { label, updateClass } = revision;
    const detail = { revision: number, label, updateClass };
    await this.events.record(tx, approver, { action, advisoryId, organisationId, revisionId, permission, detail });
    const type = number === 1 ? 'advisory.published' : 'advisory.updated';
    await this.events.announce(tx, { type, advisoryId, revisionId, ...(isSilent ? { isSilent } : {}) });
    return { advisoryId, trackingId, revisionId, revision: number, state: 'published', ...published };
  }

  /** The numbers of the sets of readers of narrower parts, by the place of the part from 1. The database computes them once more. */
  private async partReaders(tx: Transaction, revision: RevisionInWork): Promise<Record<number, number>> {
    const numbers = new Map<string, number>();
    const byPosition: Record<number, number> = {};
    for (const { position, readers } of readersOfParts(revision)) {
      const key = readers.join(',');
      const number = numbers.get(key) ?? (await this.advisories.internReaders(tx, readers));
      numbers.set(key, number);
      byPosition[position] = number;
    }
    return byPosition;
  }
}

/** Called editorial, and so in truth: whatever the source of an import says, nobody who learns something new is left without an alert. */
async function isSilentUpdate(tx: Transaction, revision: RevisionInWork): Promise<boolean> {
  return revision.number > 1 && revision.updateClass === 'editorial' && (await notEditorial(tx, revision)).length === 0;
}
