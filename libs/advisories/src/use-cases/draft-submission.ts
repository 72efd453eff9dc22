import { NOBODY } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Clock, newId } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Inject, Injectable } from '@nestjs/common';
import { CatalogueRepository } from '../catalogue.repository.js';
import { SEVERITIES } from '../content.js';
import type { SubmissionReading } from '../import/submission/read-submission.js';
import { MAX_TRIES, newTrackingId } from '../tracking-id.js';

/** Something of the submission that was not taken, for whoever reads the draft. */
export interface SubmissionFinding {
  readonly kind: 'schema';
  readonly test: string;
  readonly title: string;
  readonly count: number;
  readonly examples: readonly { readonly path: string; readonly message: string }[];
}

export interface Submitted {
  readonly readings: readonly SubmissionReading[];
  /** Where it came from, as the desk reads it. */
  readonly place: string;
  /** As it came; kept beside each draft. */
  readonly bytes: Uint8Array;
  readonly findings: readonly SubmissionFinding[];
}

/**
 * Makes drafts of the operating CERT from what a member organisation submits, with the source as their author and the original beside them. A newer
 * version replaces a draft that nobody has touched; where somebody has, it becomes a draft of its own.
 */
@Injectable()
export class DraftSubmission {
  constructor(
    private readonly catalogues: CatalogueRepository,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** In the transaction of whoever submits; the drafts are not theirs to see. */
  async execute(tx: Transaction, submitted: Submitted): Promise<void> {
    for (const reading of submitted.readings) await this.draft(tx, submitted, reading);
  }

  private async draft(tx: Transaction, { place, bytes, findings }: Submitted, reading: SubmissionReading): Promise<void> {
    const { content, label, kind, sourceKey, sourceVersion } = reading;
    const severity = (await this.catalogues.proposeForContent(tx, content)).severity ?? 'medium';
    const draft = { kind, severity: SEVERITIES.indexOf(severity), label, audience: NOBODY, content };
    const source = { place, key: sourceKey, version: sourceVersion, findings, isValid: findings.length === 0 };
    const year = this.clock.now().getUTCFullYear();
    for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
      const [advisoryId, trackingId] = [newId(), newTrackingId(this.config.trackingPrefix, year, attempt)];
      const row = await tx.find<{ made: string | null }>('SELECT advisories.draft_submitted($1, $2, $3, $4, $5, $6, $7) AS made', [
        ...[advisoryId, newId(), newId(), trackingId, JSON.stringify(draft), JSON.stringify(source), Buffer.from(bytes)],
      ]);
      if (row?.made) return;
    }
    throw new Error(`no tracking id is free after ${MAX_TRIES} tries`);
  }
}
