import { actorFrom, authorize } from '#libs/access';
import type { Actor } from '#libs/access';
import { forbidden, invalid, notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { AdvisoryEvents } from '../advisory-events.js';
import { ACKNOWLEDGEMENTS } from '../acknowledgement.js';
import type { AcknowledgementStatus } from '../acknowledgement.js';
import { knownForm } from '../read-input.js';

/** Says what one's organisation did about a published advisory. Its own people see it; the newest word counts. */
@Injectable()
export class AcknowledgeAdvisory {
  constructor(
    private readonly database: Database,
    private readonly events: AdvisoryEvents,
  ) {}

  async execute(actor: Actor, input: { readonly advisoryId: string; readonly status: string }): Promise<void> {
    const status = ACKNOWLEDGEMENTS.find((each): each is AcknowledgementStatus => each === input.status);
    if (status === undefined)
      throw invalid([{ path: 'status', expected: `one of ${ACKNOWLEDGEMENTS.join(', ')}`, received: 'another value' }]);
    const advisoryId = knownForm(input.advisoryId);
    await this.database.as(actor, async (tx) => {
      const advisory = await tx.find<{ revision: number }>(
        'SELECT revision FROM advisories.advisory WHERE id = $1 AND published_at IS NOT NULL',
        [advisoryId],
      );
      if (advisory === undefined) throw notFound();
      const live = actorFrom(actor.credential, tx.actor);
      authorize(live, 'advisory:acknowledge');
      if (live.organisationId === undefined) throw forbidden('NOT_ALLOWED', 'Only people of an organisation may do this.');
      await tx.execute(
        `INSERT INTO advisories.acknowledgement (advisory_id, organisation_id, status, person_id, revision) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (advisory_id, organisation_id) DO UPDATE
           SET status = excluded.status, person_id = excluded.person_id, revision = excluded.revision, at = clock_timestamp()`,
        [advisoryId, live.organisationId, status, live.personId, advisory.revision],
      );
      await this.events.record(tx, actor, {
        action: 'advisory:acknowledge',
        advisoryId,
        organisationId: live.organisationId,
        detail: { status },
      });
    });
  }
}
