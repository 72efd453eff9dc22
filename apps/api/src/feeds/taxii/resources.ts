import type { Actor } from '#libs/access';
import type { Config } from '#libs/config';
import { canWrite, MAX_ENVELOPE_BYTES, STIX_MEDIA_TYPE } from '#libs/taxii';
import type { ApiRoot, Collection, ObjectPage, SubmissionStatus } from '#libs/taxii';
import { TAXII_MEDIA_TYPE } from './media-types.js';

const ROOT_TITLES: Readonly<Record<ApiRoot, string>> = {
  public: 'What everyone may read (TLP:CLEAR)',
  members: 'What is addressed to you, and your inbox',
};
const ROOT_DESCRIPTIONS: Readonly<Record<ApiRoot, string>> = {
  public: 'Needs no sign-in.',
  members: 'Send an API token as Bearer, or as the password of HTTP Basic. TLP:RED is in no collection.',
};

/** TAXII 2.1 section 4.1.1. Absolute addresses of API roots must be https; on a machine for development, which has none, they are relative. */
export function discoveryResource({ publicApiUrl, mailFrom }: Config): object {
  const { protocol, pathname } = new URL(publicApiUrl);
  const base = protocol === 'https:' ? publicApiUrl : pathname.replace(/\/$/, '');
  const roots = (['public', 'members'] as const).map((root) => `${base}/taxii2/${root}/`);
  return { title: 'Harbourlight', description: 'Advisories as STIX 2.1.', contact: mailFrom, default: roots[0], api_roots: roots };
}

/** Section 4.2.1. */
export function apiRootResource(root: ApiRoot): object {
  return {
    title: ROOT_TITLES[root],
    description: ROOT_DESCRIPTIONS[root],
    versions: [TAXII_MEDIA_TYPE],
    max_content_length: MAX_ENVELOPE_BYTES,
  };
}

/** Section 5.2.1, as this reader may use it. */
export function collectionResource(actor: Actor, collection: Collection): object {
  const { id, title, alias } = collection;
  return { id, title, alias, can_read: true, can_write: canWrite(actor, collection), media_types: [STIX_MEDIA_TYPE] };
}

/** Section 5.1.1: no list rather than an empty one. */
export function collectionsResource(actor: Actor, collections: readonly Collection[]): object {
  return collections.length === 0 ? {} : { collections: collections.map((each) => collectionResource(actor, each)) };
}

/** An envelope, a manifest or versions (sections 3.7, 5.3.1, 5.8.1) around the items as they came from the database. */
export function pageResource({ body, hasMore }: ObjectPage, items: 'objects' | 'versions', next: string | undefined): string {
  if (body === undefined) return '{}';
  const more = next === undefined ? `"more":${String(hasMore)}` : `"more":true,"next":${JSON.stringify(next)}`;
  return `{${more},"${items}":[${body}]}`;
}

/** Section 4.3.1. Everything is done when the answer is given, so nothing is ever pending. */
export function statusResource({ id, requestedAt, successes, failures }: SubmissionStatus): object {
  return {
    id,
    status: 'complete',
    request_timestamp: requestedAt,
    total_count: successes.length + failures.length,
    success_count: successes.length,
    ...(successes.length > 0 ? { successes } : {}),
    failure_count: failures.length,
    ...(failures.length > 0 ? { failures } : {}),
    pending_count: 0,
  };
}
