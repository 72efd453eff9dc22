import { actorFrom, can } from '#libs/access';
import type { Actor } from '#libs/access';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AdvisoryEvents } from '../advisory-events.js';
import { localisedField } from '../advisory-input.js';
import { AdvisoryRepository } from '../advisory.repository.js';
import { next } from '../advisory-workflow.js';
import { authorizeLive } from '../live-actor.js';
import { PublicationRecorder } from '../publication-recorder.js';
import { knownForm, readInput } from '../read-input.js';

const INPUT = z.strictObject({ advisoryId: z.unknown().optional(), trackingId: z.string().optional(), notice: localisedField });

/** What was withdrawn: its ids, and nothing of what it said. Instants are ISO 8601 with microseconds. */
export interface WithdrawnAdvisory {
  readonly advisoryId: string;
  readonly trackingId: string;
  readonly revisionId: string;
  readonly state: 'withdrawn';
  readonly withdrawnAt: string;
}

/** Exactly one of the two. */
export interface NamedAdvisory {
  readonly advisoryId?: string;
  readonly trackingId?: string;
}

/**
 * The content gives way to a notice for all who read it, for ever; those who were alerted are told. A revision in work is discarded. The
 * reviewers of the operating CERT may take back whatever is published, also what they do not read (docs/adr/0006).
 */
@Injectable()
export class WithdrawAdvisory {
  constructor(
    private readonly database: Database,
    private readonly advisories: AdvisoryRepository,
    private readonly events: AdvisoryEvents,
    private readonly recorder: PublicationRecorder,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<WithdrawnAdvisory> {
    const { advisoryId: id, trackingId, notice } = readInput(INPUT, input);
    const named = trackingId === undefined ? { advisoryId: knownForm(id) } : { trackingId };
    return this.database.as(actor, async (tx) => {
      await this.assertMayWithdraw(tx, actor, named);
      const withdrawn = await this.advisories.withdraw(tx, named, notice);
      if (withdrawn === undefined) throw notFound();
      const { organisationId, ...ids } = withdrawn;
      const { advisoryId, revisionId } = ids;
      await this.recorder.record(tx, revisionId);
      await this.events.record(tx, actor, { action: 'advisory:withdraw', advisoryId, organisationId, revisionId });
      await this.events.announce(tx, { type: 'advisory.withdrawn', advisoryId, revisionId });
      return { ...ids, state: 'withdrawn' };
    });
  }

  /** Whoever sees it is told why they may not; to everyone else who may not it does not exist. */
  private async assertMayWithdraw(tx: Transaction, actor: Actor, named: NamedAdvisory): Promise<void> {
    const seen = await this.advisories.findState(tx, named);
    if (seen === undefined && !can(actorFrom(actor.credential, tx.actor), 'advisory:withdraw')) throw notFound();
    if (seen?.state === 'discarded') throw notFound();
    authorizeLive(tx, actor, 'advisory:withdraw');
    if (seen) next('withdraw', seen.state);
  }
}
