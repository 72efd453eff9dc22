import { can } from '#libs/access';
import type { Actor } from '#libs/access';

/** `public` is open to everyone, `members` asks for a sign-in. */
export const API_ROOTS = ['public', 'members'] as const;
export type ApiRoot = (typeof API_ROOTS)[number];

export type CollectionKind = 'clear' | 'green' | 'amber' | 'group' | 'inbox';

/** What objects of a collection are made of (TAXII 2.1 section 5.2.1). */
export const STIX_MEDIA_TYPE = 'application/stix+json;version=2.1';

/** A collection that the reader knows of (TAXII 2.1 section 5.2). */
export interface Collection {
  readonly id: string;
  readonly kind: CollectionKind;
  readonly title: string;
  /** Stands for the id in addresses. */
  readonly alias?: string;
  /** Whose inbox it is. */
  readonly organisationId?: string;
}

/** A collection as an address names it: by id or by alias, within an API root. */
export interface CollectionAddress {
  readonly apiRoot: ApiRoot;
  readonly idOrAlias: string;
}

/** Whether the reader may put objects into it and take them out: their own organisation's inbox, with the rights to submit. */
export function canWrite(actor: Actor, { kind, organisationId }: Collection): boolean {
  return kind === 'inbox' && organisationId === actor.organisationId && can(actor, 'bundle:submit', { organisationId });
}
