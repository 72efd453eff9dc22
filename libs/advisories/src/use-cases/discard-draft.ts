import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { AdvisoryEvents } from '../advisory-events.js';
import { next } from '../advisory-workflow.js';
import { refTo } from '../advisory.js';
import type { AdvisoryRef } from '../advisory.js';
import { AdvisoryRepository } from '../advisory.repository.js';
import { authorizeLive } from '../live-actor.js';
import { knownForm } from '../read-input.js';

/** Gives a draft up. What was published before it stays; a first draft takes its tracking id with it. */
@Injectable()
export class DiscardDraft {
  constructor(
    private readonly database: Database,
    private readonly advisories: AdvisoryRepository,
    private readonly events: AdvisoryEvents,
  ) {}

  async execute(actor: Actor, input: { readonly advisoryId: string }): Promise<AdvisoryRef> {
    const advisoryId = knownForm(input.advisoryId);
    return this.database.as(actor, async (tx) => {
      const revision = await this.advisories.inWorkForUpdate(tx, advisoryId, 'discard');
      authorizeLive(tx, actor, 'advisory:edit', revision);
      next('discard', revision.state);
      await this.advisories.moveTo(tx, revision, 'discarded');
      const { organisationId, id: revisionId } = revision;
      await this.events.record(tx, actor, { action: 'advisory:discard', advisoryId, organisationId, revisionId });
      return refTo(revision, 'discarded');
    });
  }
}
