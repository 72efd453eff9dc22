import { can } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { authorizeLive } from '../live-actor.js';
import type { ActingPerson } from '../live-actor.js';
import { knownForm, readInput } from '../read-input.js';
import { nobodyImports } from '../sources/source.errors.js';
import type { Source } from '../sources/source.js';
import { SourceRepository } from '../sources/source.repository.js';
import { EVERY_MINUTES } from './add-source.js';

/** `resume` also takes it on: whoever of the desk resumes it imports in their own name from then on. */
export const SOURCE_STEPS = ['pause', 'resume', 'run', 'remove'] as const;
export type SourceStep = (typeof SOURCE_STEPS)[number];

const INPUT = z.object({ sourceId: z.string('an id'), step: z.enum(SOURCE_STEPS).optional(), everyMinutes: EVERY_MINUTES.optional() });

export interface ChangeSourceInput {
  readonly sourceId: string;
  readonly step?: SourceStep;
  readonly everyMinutes?: number;
}

/**
 * Pauses, resumes or removes a source, asks for a run of it now, or changes how often it is asked. Removing it leaves what was imported. Throws
 * `not_found`, and SOURCE_WITHOUT_IMPORTER where nobody has taken it on.
 */
@Injectable()
export class ChangeSource {
  constructor(
    private readonly database: Database,
    private readonly sources: SourceRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Answers with the source as it is now; undefined where it was removed. */
  async execute(actor: Actor, input: ChangeSourceInput): Promise<Source | undefined> {
    const { sourceId, step, everyMinutes } = readInput(INPUT, input);
    return this.database.as(actor, async (tx) => {
      const live = authorizeLive(tx, actor, 'source:manage');
      const source = await this.sources.find(tx, knownForm(sourceId));
      if (source === undefined) throw notFound();
      await this.take(tx, live, source, step);
      if (everyMinutes !== undefined) await this.sources.change(tx, source.id, { everyMinutes });
      const detail = { ...(everyMinutes === undefined ? {} : { everyMinutes }) };
      await this.audit.append(tx, live, { action: `source:${step ?? 'change'}`, subjectType: 'source', subjectId: source.id, detail });
      return this.sources.find(tx, source.id);
    });
  }

  private async take(tx: Transaction, live: ActingPerson, source: Source, step: SourceStep | undefined): Promise<void> {
    const importer = can(live, 'advisory:import') ? live.personId : undefined;
    if (step === 'pause') await this.sources.change(tx, source.id, { state: 'paused' });
    if (step === 'remove') await this.sources.remove(tx, source.id);
    if (step !== 'resume' && step !== 'run') return;
    if (source.runAs === undefined && importer === undefined) throw nobodyImports();
    if (step === 'resume')
      await this.sources.change(tx, source.id, { state: 'active', ...(importer === undefined ? {} : { runAs: importer }) });
    else {
      if (source.runAs === undefined && importer !== undefined) await this.sources.change(tx, source.id, { runAs: importer });
      await this.sources.makeDue(tx, source.id);
    }
  }
}
