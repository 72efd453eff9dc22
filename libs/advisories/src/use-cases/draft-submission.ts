import { NOBODY } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Clock, DomainError, newId } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Inject, Injectable } from '@nestjs/common';
import { CatalogueRepository } from '../catalogue.repository.js';
import { SEVERITIES } from '../content.js';
import type { AdvisoryReading } from '../import/advisory-reading.js';
import { readStix } from '../import/stix/read-stix.js';
import { UNKNOWN_PUBLISHER } from '../import/stix/stix-advisory.js';
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
  /** Of the submission itself: names a document that has no id of its own. */
  readonly id: string;
  /** Whose it is: what two organisations call by one id are two documents. */
  readonly organisationId: string;
  /** STIX 2.1 objects that were found good. */
  readonly objects: readonly unknown[];
  /** Where it came from, as the desk reads it. */
  readonly place: string;
  /** As it came; kept once for all of its drafts. */
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

  /** In the transaction of whoever submits; the drafts are not theirs to see. Objects that say nothing of a threat make none. */
  async execute(tx: Transaction, submitted: Submitted): Promise<void> {
    const readings = readingsOf(submitted);
    if (readings.length > MAX_DRAFTS) throw tooMany(readings.length);
    if (readings.length === 0) return;
    const kept = await tx.find<{ id: string }>('SELECT advisories.keep_submitted_file($1) AS id', [Buffer.from(submitted.bytes)]);
    const submitter = await tx.find<{ name: string }>('SELECT name FROM accounts.organisation WHERE id = $1', [submitted.organisationId]);
    for (const reading of readings) await this.draft(tx, submitted, publishedBy(submitter?.name, reading), kept?.id);
  }

  private async draft(tx: Transaction, submitted: Submitted, reading: AdvisoryReading, fileId: string | undefined): Promise<void> {
    const { content, label, kind, statedSeverity, ceiling, sourceKey, sourceVersion } = reading;
    const severity = (await this.catalogues.proposeForContent(tx, content)).severity ?? statedSeverity ?? 'medium';
    const base = ceiling ?? (label && { label });
    const draft = { kind, severity: SEVERITIES.indexOf(severity), label, audience: NOBODY, content, base };
    const { organisationId, place, findings } = submitted;
    const key = `taxii ${organisationId} ${sourceKey}`;
    const source = { place, key, version: sourceVersion, findings, isValid: findings.length === 0 };
    const year = this.clock.now().getUTCFullYear();
    for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
      const [advisoryId, trackingId] = [newId(), newTrackingId(this.config.trackingPrefix, year, attempt)];
      const row = await tx.find<{ made: string | null }>('SELECT advisories.draft_submitted($1, $2, $3, $4, $5, $6, $7) AS made', [
        ...[advisoryId, newId(), newId(), trackingId, JSON.stringify(draft), JSON.stringify(source), fileId],
      ]);
      if (row?.made) return;
    }
    throw new Error(`no tracking id is free after ${MAX_TRIES} tries`);
  }
}

/** A desk reads what comes: more at once is a mistake, or an attack. */
const MAX_DRAFTS = 500;

function tooMany(received: number): DomainError {
  const issue = { path: 'objects', expected: `at most ${MAX_DRAFTS} reports at once`, received: String(received) };
  return new DomainError('invalid', 'UNPROCESSABLE_OBJECTS', 'These are too many reports for one submission.', { issues: [issue] });
}

/** Where the objects name nobody as their author, who submits them is the publisher. */
function publishedBy(name: string | undefined, reading: AdvisoryReading): AdvisoryReading {
  const { content } = reading;
  if (name === undefined || content.source?.publisher !== UNKNOWN_PUBLISHER) return reading;
  return { ...reading, content: { ...content, source: { ...content.source, publisher: name } } };
}

function readingsOf({ id, objects }: Submitted): readonly AdvisoryReading[] {
  try {
    return readStix({ objects }, { documentId: id }).advisories;
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'invalid') return [];
    throw error;
  }
}
