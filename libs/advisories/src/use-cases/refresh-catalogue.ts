import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Clock } from '#libs/core';
import { Database } from '#libs/database';
import { Inject, Injectable } from '@nestjs/common';
import { CatalogueRepository } from '../catalogue.repository.js';
import { download } from '../download.js';
import { authorizeLive } from '../live-actor.js';
import { MAX_EPSS_BYTES, parseEpss } from '../severity/epss.js';
import { MAX_KEV_BYTES, parseKev } from '../severity/kev.js';

export interface RefreshRequest {
  readonly catalogue: 'kev' | 'epss';
  /** The file; without it the configured address (KEV_URL, EPSS_URL) is asked. */
  readonly bytes?: Uint8Array;
}

export interface RefreshReport {
  readonly catalogue: 'kev' | 'epss';
  readonly version: string;
  readonly entries: number;
  /** Entries that could not be read; the rest stands. */
  readonly refused: number;
  /** Published advisories, of those that whoever refreshes sees, that are known to be exploited now and were not before, or the other way round. */
  readonly advisoriesChanged: number;
}

/**
 * Replaces a catalogue as a whole. It is read and checked before anything is written, and written in one transaction, so that there is
 * always a complete one. Throws `invalid` where it is not the catalogue, and `unavailable` where the address does not give it.
 * For the operating CERT's people, and for the platform itself (a system actor).
 */
@Injectable()
export class RefreshCatalogue {
  constructor(
    private readonly database: Database,
    private readonly catalogues: CatalogueRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async execute(actor: Actor, { catalogue, bytes }: RefreshRequest): Promise<RefreshReport> {
    await this.assertAllowed(actor);
    const report = catalogue === 'kev' ? await this.refreshKev(actor, bytes) : await this.refreshEpss(actor, bytes);
    return { catalogue, ...report };
  }

  private async refreshKev(actor: Actor, bytes: Uint8Array | undefined) {
    const { version, rows, refused } = parseKev(bytes ?? (await download(this.config.kevUrl, MAX_KEV_BYTES)));
    return this.database.as(actor, async (tx) => {
      if (actor.kind !== 'system') authorizeLive(tx, actor, 'catalogue:refresh');
      const advisoriesChanged = await this.catalogues.replaceKev(tx, version, rows);
      const report = { version, entries: rows.length, refused: refused.length, advisoriesChanged };
      await this.audit.append(tx, actor, { action: 'catalogue:refresh', subjectType: 'catalogue', subjectId: 'kev', detail: report });
      return report;
    });
  }

  private async refreshEpss(actor: Actor, bytes: Uint8Array | undefined) {
    const { modelVersion, scoreDate, rows, refused } = parseEpss(bytes ?? (await download(this.config.epssUrl, MAX_EPSS_BYTES)));
    const scoredOn = /^\d{4}-\d\d-\d\d/.exec(scoreDate ?? '')?.[0] ?? this.clock.now().toISOString().slice(0, 10);
    return this.database.as(actor, async (tx) => {
      if (actor.kind !== 'system') authorizeLive(tx, actor, 'catalogue:refresh');
      const version = modelVersion ?? scoredOn;
      await this.catalogues.replaceEpss(tx, version, scoredOn, rows);
      const report = { version, entries: rows.length, refused: refused.length, advisoriesChanged: 0 };
      await this.audit.append(tx, actor, { action: 'catalogue:refresh', subjectType: 'catalogue', subjectId: 'epss', detail: report });
      return report;
    });
  }

  /** Before anything is downloaded or parsed. */
  private async assertAllowed(actor: Actor): Promise<void> {
    if (actor.kind === 'system') return;
    await this.database.as(actor, (tx) => Promise.resolve(authorizeLive(tx, actor, 'catalogue:refresh')));
  }
}
