import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AdvisoryEvents } from '../advisory-events.js';
import { reasonField } from '../advisory-input.js';
import { next } from '../advisory-workflow.js';
import { refTo, writersOf } from '../advisory.js';
import type { AdvisoryRef } from '../advisory.js';
import { AdvisoryRepository } from '../advisory.repository.js';
import { authorizeLive } from '../live-actor.js';
import { knownForm, readInput } from '../read-input.js';
import { readersInWork } from '../sharing.js';

const INPUT = z.strictObject({ advisoryId: z.unknown().optional(), reason: reasonField });

/** Gives a text back to its author with the reason. The reviewer may then not see it any more: drafts are their desk's. */
@Injectable()
export class ReturnAdvisory {
  constructor(
    private readonly database: Database,
    private readonly advisories: AdvisoryRepository,
    private readonly events: AdvisoryEvents,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<AdvisoryRef> {
    const { advisoryId: id, reason } = readInput(INPUT, input);
    const advisoryId = knownForm(id);
    return this.database.as(actor, async (tx) => {
      const revision = await this.advisories.inWorkForUpdate(tx, advisoryId, 'return');
      authorizeLive(tx, actor, 'advisory:return', { organisationId: revision.organisationId, editors: writersOf(revision) });
      next('return', revision.state);
      const readerSet = await this.advisories.internReaders(tx, readersInWork('draft', revision));
      await tx.query('SELECT advisories.return_revision($1, $2, $3)', [revision.id, readerSet, reason]);
      const { organisationId, id: revisionId } = revision;
      await this.events.record(tx, actor, { action: 'advisory:return', advisoryId, organisationId, revisionId });
      return refTo(revision, 'draft');
    });
  }
}
