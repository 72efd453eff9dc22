import { authorize } from '#libs/access';
import type { Actor } from '#libs/access';
import { forbidden } from '#libs/core';
import type { Collection } from './collection.js';

/** Throws where the reader, who knows of the collection, may not write into it (TAXII 2.1 sections 5.5 and 5.7 allow 403 then). */
export function refuseUnlessWritable(actor: Actor, { kind, organisationId }: Collection): void {
  if (kind !== 'inbox' || organisationId !== actor.organisationId) throw forbidden('COLLECTION_READ_ONLY', 'This collection is read only.');
  authorize(actor, 'bundle:submit', { organisationId });
}
