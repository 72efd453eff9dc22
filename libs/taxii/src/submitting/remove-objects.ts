import { actorFrom, authorize } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { CollectionAddress } from '../collection.js';
import type { VersionFilter } from '../object-filter.js';
import { TaxiiQueries } from '../reading/taxii.queries.js';
import { refuseUnlessWritable } from '../refuse-unless-writable.js';

export interface RemoveRequest {
  readonly stixId: string;
  readonly versions: VersionFilter;
  readonly specVersions?: readonly string[];
}

/** Takes an object, or versions of it, out of the inbox of the actor's organisation (TAXII 2.1 section 5.7). Drafts that were made of it stay. */
@Injectable()
export class RemoveObjects {
  constructor(
    private readonly database: Database,
    private readonly queries: TaxiiQueries,
    private readonly audit: AuditLog,
  ) {}

  /** Throws NOT_FOUND where there is no such collection, object or version for the actor. */
  async execute(actor: Actor, address: CollectionAddress, { stixId, versions, specVersions }: RemoveRequest): Promise<void> {
    const collection = await this.queries.collection(actor, address);
    refuseUnlessWritable(actor, collection);
    await this.database.as(actor, async (tx) => {
      const live = actorFrom(actor.credential, tx.actor);
      authorize(live, 'bundle:submit', { organisationId: collection.organisationId });
      const sql = 'SELECT taxii.remove_objects($1, $2, $3, $4, $5) AS removed';
      const answer = await tx.find<{ removed: number }>(sql, [
        collection.id,
        stixId,
        specVersions ?? null,
        versions.keywords,
        versions.instants,
      ]);
      if (answer === undefined || answer.removed === 0) throw notFound();
      const detail = { collectionId: collection.id, versions: answer.removed };
      await this.audit.append(tx, live, { action: 'bundle:remove', subjectType: 'stix-object', subjectId: stixId, detail });
    });
  }
}
