import { can } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import { OutsideClient } from '#libs/network';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { authorizeLive } from '../live-actor.js';
import { readInput } from '../read-input.js';
import { sourceExists } from '../sources/source.errors.js';
import type { Source } from '../sources/source.js';
import { SourceRepository } from '../sources/source.repository.js';

/** From a quarter of an hour to a month. */
export const EVERY_MINUTES = z.int('a whole number of minutes').min(15, 'at least 15 minutes').max(43_200, 'at most 43200 minutes');
export const DEFAULT_EVERY_MINUTES = 360;

const INPUT = z.object({
  url: z.string('an address'),
  everyMinutes: EVERY_MINUTES.optional(),
  isPaused: z.boolean().optional(),
});

export interface AddSourceInput {
  /** A domain (`https://example.org/`), provider-metadata.json, a ROLIE feed, index.txt, changes.csv or one document. */
  readonly url: string;
  /** How often it is asked; 6 hours where nothing is said. */
  readonly everyMinutes?: number;
  /** Whether it is only asked when somebody says so. */
  readonly isPaused?: boolean;
}

/**
 * Adds a provider of CSAF documents, for the operating CERT's desk and administrators. Whoever of the desk adds it imports in their own name; one
 * that an administrator adds waits until somebody of the desk resumes it. Nothing is asked of the address yet. Throws SOURCE_EXISTS.
 */
@Injectable()
export class AddSource {
  constructor(
    private readonly database: Database,
    private readonly sources: SourceRepository,
    private readonly client: OutsideClient,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: AddSourceInput): Promise<Source> {
    const { url, everyMinutes = DEFAULT_EVERY_MINUTES, isPaused = false } = readInput(INPUT, input);
    const { href } = this.client.check(url.trim());
    return this.database.as(actor, async (tx) => {
      const live = authorizeLive(tx, actor, 'source:manage');
      const runAs = can(live, 'advisory:import') ? live.personId : undefined;
      const state = isPaused || runAs === undefined ? 'paused' : 'active';
      const { organisationId, personId: addedBy } = live;
      const source = await this.sources.insert(tx, { organisationId, addedBy, url: href, runAs, everyMinutes, state });
      if (source === undefined) throw sourceExists();
      await this.audit.append(tx, live, { action: 'source:add', subjectType: 'source', subjectId: source.id, detail: { state } });
      return source;
    });
  }
}
