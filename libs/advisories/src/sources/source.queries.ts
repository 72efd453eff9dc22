import type { Actor } from '#libs/access';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { authorizeLive } from '../live-actor.js';
import { knownForm } from '../read-input.js';
import type { Source, SourceProblem } from './source.js';
import { SourceRepository } from './source.repository.js';

const MAX_PROBLEMS = 500;

/** What the desk and the administrators see of the sources. */
@Injectable()
export class SourceQueries {
  constructor(
    private readonly database: Database,
    private readonly sources: SourceRepository,
  ) {}

  /** In the order in which they were added. */
  async all(actor: Actor): Promise<readonly Source[]> {
    return this.database.as(actor, async (tx) => {
      authorizeLive(tx, actor, 'source:manage');
      return this.sources.all(tx);
    });
  }

  /** Throws `not_found`. */
  async byUrlOrThrow(actor: Actor, url: string): Promise<Source> {
    return this.database.as(actor, async (tx) => {
      const { organisationId } = authorizeLive(tx, actor, 'source:manage');
      const source = await this.sources.findByUrl(tx, organisationId, url);
      if (source === undefined) throw notFound();
      return source;
    });
  }

  /** Documents that are not here and why, the newest first, at most 500. Throws `not_found`. */
  async problems(actor: Actor, sourceId: string): Promise<readonly SourceProblem[]> {
    return this.database.as(actor, async (tx) => {
      authorizeLive(tx, actor, 'source:manage');
      const source = await this.sources.find(tx, knownForm(sourceId));
      if (source === undefined) throw notFound();
      return this.sources.problems(tx, source.id, MAX_PROBLEMS);
    });
  }
}
