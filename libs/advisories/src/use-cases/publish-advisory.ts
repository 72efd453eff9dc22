import type { Actor } from '#libs/access';
import { Clock, invalid } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AdvisoryEvents } from '../advisory-events.js';
import { next } from '../advisory-workflow.js';
import { staleDraft } from '../advisory.errors.js';
import { refTo, writersOf } from '../advisory.js';
import type { AdvisoryRef, RevisionInWork } from '../advisory.js';
import { AdvisoryRepository } from '../advisory.repository.js';
import { assertPublishable } from '../completeness.js';
import { authorizeLive } from '../live-actor.js';
import type { ActingPerson } from '../live-actor.js';
import { knownForm, readInput } from '../read-input.js';
import { RevisionPublisher } from '../revision-publisher.js';
import type { PublishedRevision } from '../revision-publisher.js';
import { updateClassIssues } from '../what-is-new.js';

/** A leap year. */
const FURTHEST_MS = 366 * 86_400_000;
const ZONE = z.string('an IANA time zone').refine(isTimeZone, 'an IANA time zone, as in Asia/Hong_Kong');
const INPUT = z.strictObject({
  advisoryId: z.unknown().optional(),
  /** What the reviewer read; somebody saved it since where it differs. */
  expectedSavedAt: z.string().optional(),
  schedule: z
    .strictObject({
      at: z.iso.datetime({ offset: true, error: 'an instant with its offset, as in 2026-01-31T12:00:00+08:00' }),
      zone: ZONE,
    })
    .optional(),
});

export interface ScheduledRevision extends AdvisoryRef {
  readonly scheduledFor: string;
  readonly scheduledZone: string;
}

/**
 * Makes a reviewed advisory visible to its readers and sets the alerts in motion; with `schedule`, the worker does so at that instant.
 * Nobody approves what they wrote (FOUR_EYES).
 */
@Injectable()
export class PublishAdvisory {
  constructor(
    private readonly database: Database,
    private readonly advisories: AdvisoryRepository,
    private readonly publisher: RevisionPublisher,
    private readonly events: AdvisoryEvents,
    private readonly clock: Clock,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<PublishedRevision | ScheduledRevision> {
    const { advisoryId, expectedSavedAt, schedule } = readInput(INPUT, input);
    if (schedule) this.assertSoon(schedule.at);
    const id = knownForm(advisoryId);
    return this.database.as(actor, async (tx) => {
      const revision = await this.advisories.inWorkForUpdate(tx, id, 'publish');
      const approver = authorizeLive(tx, actor, 'advisory:publish', { editors: writersOf(revision) });
      next(schedule ? 'schedule' : 'publish', revision.state);
      if (expectedSavedAt !== undefined && expectedSavedAt !== revision.savedAt) throw staleDraft();
      assertPublishable(revision, await updateClassIssues(tx, revision));
      return schedule ? this.schedule(tx, approver, revision, schedule) : this.publisher.publish(tx, approver, revision);
    });
  }

  private async schedule(tx: Transaction, approver: ActingPerson, revision: RevisionInWork, release: { at: string; zone: string }) {
    await this.advisories.schedule(tx, revision, { ...release, by: approver.personId });
    const { advisoryId, organisationId, id: revisionId } = revision;
    const detail = { scheduledFor: release.at, zone: release.zone };
    await this.events.record(tx, approver, { action: 'advisory:schedule', advisoryId, organisationId, revisionId, detail });
    return { ...refTo(revision, 'scheduled'), scheduledFor: new Date(release.at).toISOString(), scheduledZone: release.zone };
  }

  /** A year that is far away is a slip of the pen, and nobody would look for the advisory until then. */
  private assertSoon(at: string): void {
    const [nowMs, atMs] = [this.clock.nowMs(), Date.parse(at)];
    const [earliest, latest] = [new Date(nowMs).toISOString(), new Date(nowMs + FURTHEST_MS).toISOString()];
    const expected =
      atMs <= nowMs ? `an instant after ${earliest}` : atMs > nowMs + FURTHEST_MS ? `an instant before ${latest}` : undefined;
    if (expected !== undefined) throw invalid([{ path: 'schedule.at', expected, received: at }]);
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '' && !/^[+-]/.test(name);
  } catch {
    return false;
  }
}
