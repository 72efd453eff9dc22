import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { AdvisoryEvents } from '../advisory-events.js';
import { next } from '../advisory-workflow.js';
import { refTo } from '../advisory.js';
import type { AdvisoryRef } from '../advisory.js';
import { AdvisoryRepository } from '../advisory.repository.js';
import { CatalogueRepository } from '../catalogue.repository.js';
import { assertPublishable, severityIssues } from '../completeness.js';
import { authorizeLive } from '../live-actor.js';
import { knownForm } from '../read-input.js';
import { readersInWork } from '../sharing.js';
import { updateClassIssues } from '../what-is-new.js';

/** Gives a draft to the reviewing desk. Throws INVALID_INPUT with everything that is still missing. */
@Injectable()
export class SubmitAdvisory {
  constructor(
    private readonly database: Database,
    private readonly advisories: AdvisoryRepository,
    private readonly catalogues: CatalogueRepository,
    private readonly events: AdvisoryEvents,
  ) {}

  async execute(actor: Actor, input: { readonly advisoryId: string }): Promise<AdvisoryRef> {
    const advisoryId = knownForm(input.advisoryId);
    return this.database.as(actor, async (tx) => {
      const revision = await this.advisories.inWorkForUpdate(tx, advisoryId, 'submit');
      authorizeLive(tx, actor, 'advisory:submit', revision);
      next('submit', revision.state);
      const proposed = await this.catalogues.proposeForContent(tx, revision.content);
      assertPublishable(revision, [...severityIssues(revision, proposed), ...(await updateClassIssues(tx, revision))]);
      await this.advisories.moveTo(
        tx,
        revision,
        'in_review',
        await this.advisories.internReaders(tx, readersInWork('in_review', revision)),
      );
      const { organisationId, id: revisionId, permission } = revision;
      await this.events.record(tx, actor, { action: 'advisory:submit', advisoryId, organisationId, revisionId, permission });
      return refTo(revision, 'in_review');
    });
  }
}
