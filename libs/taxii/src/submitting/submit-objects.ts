import { createHash } from 'node:crypto';
import { actorFrom, authorize } from '#libs/access';
import type { Actor } from '#libs/access';
import { DraftSubmission } from '#libs/advisories';
import type { SubmissionFinding } from '#libs/advisories';
import { AuditLog } from '#libs/audit';
import { Clock, newId } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { Collection, CollectionAddress } from '../collection.js';
import { refuseUnlessWritable } from '../refuse-unless-writable.js';
import { TaxiiQueries } from '../reading/taxii.queries.js';
import type { SubmissionStatus } from '../reading/taxii.queries.js';
import { readEnvelope } from './read-envelope.js';
import type { ReadEnvelope } from './read-envelope.js';
import { StixSchemas } from './stix-schemas.js';

/**
 * Puts an envelope into the inbox of the actor's organisation (TAXII 2.1 section 5.5): each object is checked, what is good is kept, and what is new in
 * it becomes a draft of the operating CERT with its source. All of it is one transaction, so the status is complete at once.
 */
@Injectable()
export class SubmitObjects {
  private schemas: StixSchemas | undefined;

  constructor(
    private readonly database: Database,
    private readonly queries: TaxiiQueries,
    private readonly drafts: DraftSubmission,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws NOT_FOUND for a collection that the actor does not know of, the refusals of `authorize` where it is not theirs to write, and those of the envelope. */
  async execute(actor: Actor, address: CollectionAddress, bytes: Uint8Array): Promise<SubmissionStatus> {
    const requestedAt = this.clock.now().toISOString();
    const collection = await this.queries.collection(actor, address);
    refuseUnlessWritable(actor, collection);
    this.schemas ??= new StixSchemas();
    const envelope = await readEnvelope(bytes, this.schemas);
    const id = newId();
    await this.database.as(actor, (tx) => this.keep(tx, actor, { id, requestedAt, collection, envelope, bytes }));
    return this.queries.status(actor, id);
  }

  private async keep(tx: Transaction, actor: Actor, { id, requestedAt, collection, envelope, bytes }: Submission): Promise<void> {
    const live = actorFrom(actor.credential, tx.actor);
    authorize(live, 'bundle:submit', { organisationId: collection.organisationId });
    const sha256 = createHash('sha256').update(bytes).digest();
    const rows = JSON.stringify(envelope.accepted.map(({ row }) => row));
    const answer = await tx.find<{ added: number }>('SELECT taxii.accept_submission($1, $2, $3, $4, $5, $6) AS added', [
      ...[id, collection.id, requestedAt, sha256, rows, JSON.stringify(envelope.failures)],
    ]);
    const detail = { collectionId: collection.id, accepted: envelope.accepted.length, refused: envelope.failures.length };
    await this.audit.append(tx, live, { action: 'bundle:submit', subjectType: 'submission', subjectId: id, detail });
    // The same objects again say nothing that is not in a draft already.
    if (answer === undefined || answer.added === 0) return;
    const objects = envelope.accepted.map(({ object }) => object);
    const organisationId = collection.organisationId ?? '';
    const findings = findingsOf(envelope);
    await this.drafts.execute(tx, { id, organisationId, objects, place: `TAXII: ${collection.title}`, bytes, findings });
  }
}

/** What the desk is told of the objects that were not taken; five stand for all. */
function findingsOf({ failures }: ReadEnvelope): SubmissionFinding[] {
  if (failures.length === 0) return [];
  const examples = failures.slice(0, 5).map(({ id, message = '' }) => ({ path: id, message }));
  return [{ kind: 'schema', test: 'STIX 2.1', title: 'Objects that were not taken', count: failures.length, examples }];
}

interface Submission {
  readonly id: string;
  readonly requestedAt: string;
  readonly collection: Collection;
  readonly envelope: ReadEnvelope;
  readonly bytes: Uint8Array;
}
