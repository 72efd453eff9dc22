/** Which objects of a collection are asked for (TAXII 2.1 section 3.4). */
export interface ObjectFilter {
  /** Only what was added after this instant: ISO 8601, microseconds count. */
  readonly addedAfter?: string;
  readonly ids?: readonly string[];
  readonly types?: readonly string[];
  readonly specVersions?: readonly string[];
  readonly versions: VersionFilter;
}

/** Section 3.4.1: any of these versions of each object. */
export interface VersionFilter {
  readonly keywords: readonly VersionKeyword[];
  /** Exact versions as ISO 8601 instants, however they are spelled. */
  readonly instants: readonly string[];
}

export const VERSION_KEYWORDS = ['first', 'last', 'all'] as const;
export type VersionKeyword = (typeof VERSION_KEYWORDS)[number];

export const LATEST: VersionFilter = { keywords: ['last'], instants: [] };
export const EVERY_VERSION: VersionFilter = { keywords: ['all'], instants: [] };
