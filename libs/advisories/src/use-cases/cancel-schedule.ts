import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { AdvisoryEvents } from '../advisory-events.js';
import { next } from '../advisory-workflow.js';
import { refTo, writersOf } from '../advisory.js';
import type { AdvisoryRef } from '../advisory.js';
import { AdvisoryRepository } from '../advisory.repository.js';
import { authorizeLive } from '../live-actor.js';
import { knownForm } from '../read-input.js';

/** Takes a scheduled release back: the text is under review again. */
@Injectable()
export class CancelSchedule {
  constructor(
    private readonly database: Database,
    private readonly advisories: AdvisoryRepository,
    private readonly events: AdvisoryEvents,
  ) {}

  async execute(actor: Actor, input: { readonly advisoryId: string }): Promise<AdvisoryRef> {
    const advisoryId = knownForm(input.advisoryId);
    return this.database.as(actor, async (tx) => {
      const revision = await this.advisories.inWorkForUpdate(tx, advisoryId, 'cancel_schedule');
      authorizeLive(tx, actor, 'advisory:publish', { editors: writersOf(revision) });
      next('cancel_schedule', revision.state);
      await this.advisories.moveTo(tx, revision, 'in_review');
      const { organisationId, id: revisionId } = revision;
      await this.events.record(tx, actor, { action: 'advisory:cancel_schedule', advisoryId, organisationId, revisionId });
      return refTo(revision, 'in_review');
    });
  }
}
