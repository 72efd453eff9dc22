import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AdvisoryEvents } from '../advisory-events.js';
import { localisedField } from '../advisory-input.js';
import { AdvisoryRepository } from '../advisory.repository.js';
import { authorizeLive } from '../live-actor.js';
import { PublicationRecorder } from '../publication-recorder.js';
import { knownForm, readInput } from '../read-input.js';

const INPUT = z.strictObject({ advisoryId: z.unknown().optional(), notice: localisedField });

export interface WithdrawnAdvisory {
  readonly advisoryId: string;
  readonly trackingId: string;
  readonly revisionId: string;
  readonly state: 'withdrawn';
}

/** The content gives way to a notice for all who read it, for ever; those who were alerted are told. A revision in work is discarded. */
@Injectable()
export class WithdrawAdvisory {
  constructor(
    private readonly database: Database,
    private readonly advisories: AdvisoryRepository,
    private readonly events: AdvisoryEvents,
    private readonly recorder: PublicationRecorder,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<WithdrawnAdvisory> {
    const { advisoryId: id, notice } = readInput(INPUT, input);
    const advisoryId = knownForm(id);
    return this.database.as(actor, async (tx) => {
      const { organisationId, trackingId, revisionId } = await this.advisories.published(tx, advisoryId, 'withdraw');
      authorizeLive(tx, actor, 'advisory:withdraw', { organisationId });
      await tx.query('SELECT advisories.withdraw_advisory($1, $2)', [advisoryId, JSON.stringify(notice)]);
      await this.recorder.record(tx, revisionId);
      await this.events.record(tx, actor, { action: 'advisory:withdraw', advisoryId, organisationId, revisionId });
      await this.events.announce(tx, { type: 'advisory.withdrawn', advisoryId, revisionId });
      return { advisoryId, trackingId, revisionId, state: 'withdrawn' };
    });
  }
}
