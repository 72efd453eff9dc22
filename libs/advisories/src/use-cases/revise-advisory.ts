import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AdvisoryEvents } from '../advisory-events.js';
import { localisedField } from '../advisory-input.js';
import { refTo, UPDATE_CLASSES } from '../advisory.js';
import type { AdvisoryRef } from '../advisory.js';
import { AdvisoryRepository } from '../advisory.repository.js';
import { authorizeLive } from '../live-actor.js';
import { knownForm, readInput } from '../read-input.js';
import { readersInWork } from '../sharing.js';

const INPUT = z.strictObject({
  advisoryId: z.unknown().optional(),
  updateClass: z.enum(UPDATE_CLASSES).default('major'),
  summaryOfChanges: localisedField.optional(),
});

/**
 * Begins the next revision as a draft, with the text that is published. The advisory stays as it is until the draft is published; label and
 * readers may not be widened without permission.
 */
@Injectable()
export class ReviseAdvisory {
  constructor(
    private readonly database: Database,
    private readonly advisories: AdvisoryRepository,
    private readonly events: AdvisoryEvents,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<AdvisoryRef> {
    const { advisoryId: id, updateClass, summaryOfChanges } = readInput(INPUT, input);
    const advisoryId = knownForm(id);
    return this.database.as(actor, async (tx) => {
      const published = await this.advisories.published(tx, advisoryId, 'revise');
      const { organisationId, trackingId, readers, number } = published;
      const { personId: authorId } = authorizeLive(tx, actor, 'advisory:revise', { organisationId });
      const { kind, severity, severityReason, label, audience, content } = published;
      const draft = { kind, severity, severityReason, label, audience, content, updateClass, summaryOfChanges };
      const readerSet = await this.advisories.internReaders(tx, readersInWork('draft', { ...draft, authorId, organisationId }));
      const begin = { draft, advisoryId, trackingId, organisationId, authorId, editors: [authorId], number: number + 1 };
      const base = label && { label, readers };
      const revision = await this.advisories.insertRevision(tx, { ...begin, state: 'draft', base }, readerSet);
      await this.events.record(tx, actor, { action: 'advisory:revise', advisoryId, organisationId, revisionId: revision.id });
      return refTo(revision);
    });
  }
}
