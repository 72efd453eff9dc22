import type { Actor } from '#libs/access';
import { DomainError } from '#libs/core';
import { OutsideClient } from '#libs/network';
import { Injectable } from '@nestjs/common';
import { SourceQueries } from '../sources/source.queries.js';
import type { Source, SourceProgress } from '../sources/source.js';
import { AddSource } from './add-source.js';
import { ChangeSource } from './change-source.js';
import { RunSource } from './run-source.js';
import type { SourceRunReport } from './run-source.js';

export interface ProviderImportRequest {
  readonly url: string;
  readonly onProgress?: (progress: SourceProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Imports from a provider now, in the actor's name and in this process. The address is kept as a paused source, so that the next time goes on
 * where this one stopped. For the worker's role alone.
 */
@Injectable()
export class ImportFromProvider {
  constructor(
    private readonly client: OutsideClient,
    private readonly add: AddSource,
    private readonly change: ChangeSource,
    private readonly queries: SourceQueries,
    private readonly run: RunSource,
  ) {}

  async execute(actor: Actor, { url, ...request }: ProviderImportRequest): Promise<SourceRunReport> {
    const { id } = await this.source(actor, url);
    return this.run.execute({ sourceId: id, ...request });
  }

  private async source(actor: Actor, url: string): Promise<Source> {
    try {
      return await this.add.execute(actor, { url, isPaused: true });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'SOURCE_EXISTS') throw error;
    }
    const known = await this.queries.byUrlOrThrow(actor, this.client.check(url.trim()).href);
    if (known.runAs === undefined) await this.change.execute(actor, { sourceId: known.id, step: 'run' });
    return known;
  }
}
