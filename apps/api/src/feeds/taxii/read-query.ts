import { invalid } from '#libs/core';
import { EVERY_VERSION, LATEST, VERSION_KEYWORDS } from '#libs/taxii';
import type { ObjectFilter, VersionFilter, VersionKeyword } from '#libs/taxii';

export const PAGE_SIZES = { usual: 1_000, most: 5_000 } as const;

/** Which fields of `match` an endpoint knows (TAXII 2.1 sections 5.3 to 5.8). */
export const MATCH_FIELDS = {
  objects: ['id', 'type', 'version', 'spec_version'],
  manifest: ['id', 'type', 'version', 'spec_version'],
  object: ['version', 'spec_version'],
  versions: ['spec_version'],
  deletion: ['version', 'spec_version'],
} as const;
export type Endpoint = keyof typeof MATCH_FIELDS;
type MatchField = (typeof MATCH_FIELDS)[Endpoint][number];

export interface PageQuery {
  readonly filter: ObjectFilter;
  readonly limit: number;
  readonly next: string | undefined;
}

export type RawQuery = Readonly<Record<string, unknown>>;

/** The query of a request (TAXII 2.1 section 3.4). Throws INVALID_INPUT for what is malformed; parameters that TAXII does not define are ignored. */
export function readQuery(query: RawQuery, endpoint: Endpoint): PageQuery {
  refuseUnknownFields(query, endpoint);
  const usual = endpoint === 'versions' || endpoint === 'deletion' ? EVERY_VERSION : LATEST;
  return {
    filter: {
      addedAfter: readInstantAfter(query),
      ids: readList(query, 'id'),
      types: readList(query, 'type'),
      specVersions: readList(query, 'spec_version', /^\d{1,4}\.\d{1,4}$/, 'a version, as in 2.1'),
      versions: readVersions(query) ?? usual,
    },
    limit: readLimit(query),
    next: readOne(query, 'next'),
  };
}

function refuseUnknownFields(query: RawQuery, endpoint: Endpoint): void {
  const known: readonly string[] = MATCH_FIELDS[endpoint].map((field) => `match[${field}]`);
  const unknown = Object.keys(query).find((key) => key.startsWith('match[') && !known.includes(key));
  if (unknown !== undefined) throw malformed(unknown, `one of ${known.join(', ')}`);
}

/** One value, at most once, without characters that no value has. */
function readOne(query: RawQuery, name: string): string | undefined {
  const value = Object.hasOwn(query, name) ? query[name] : undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value === '' || /[\u0000-\u001f]/.test(value)) throw malformed(name, 'one value, once');
  return value;
}

function readList(
  query: RawQuery,
  field: MatchField,
  pattern = /^[^\s]+$/,
  expected = 'values separated by commas',
): readonly string[] | undefined {
  const name = `match[${field}]`;
  const values = readOne(query, name)?.split(',');
  if (values?.every((value) => pattern.test(value)) === false) throw malformed(name, expected);
  return values;
}

function readLimit(query: RawQuery): number {
  const text = readOne(query, 'limit');
  if (text === undefined) return PAGE_SIZES.usual;
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < 1 || !Number.isSafeInteger(limit)) throw malformed('limit', 'a whole number from 1 on');
  return Math.min(limit, PAGE_SIZES.most);
}

/** Microseconds count; what is finer is cut, never rounded up, so that nothing is passed over. */
function readInstantAfter(query: RawQuery): string | undefined {
  const text = readOne(query, 'added_after');
  if (text === undefined) return undefined;
  if (!isInstant(text)) throw malformed('added_after', INSTANT);
  return text.replace(/(\.\d{6})\d+/, '$1');
}

function readVersions(query: RawQuery): VersionFilter | undefined {
  const name = 'match[version]';
  const values = readOne(query, name)?.split(',');
  if (values === undefined) return undefined;
  const keywords = values.filter(isKeyword);
  const instants = values.filter((value) => !isKeyword(value));
  if (!instants.every(isInstant)) throw malformed(name, `first, last, all, or ${INSTANT}`);
  if (new Set(keywords).size < keywords.length) throw malformed(name, 'each keyword once');
  if (keywords.includes('all') && values.length > 1) throw malformed(name, '"all" alone');
  return { keywords, instants };
}

const INSTANT = 'an instant in UTC, as in 2026-01-31T12:00:00.000000Z';

function isKeyword(value: string): value is VersionKeyword {
  return (VERSION_KEYWORDS as readonly string[]).includes(value);
}

/** RFC 3339 in UTC, that the calendar has; there is no year 0. */
function isInstant(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,12})?Z$/.test(text) || text.startsWith('0000')) return false;
  const at = Date.parse(text.replace(/(\.\d{3})\d+/, '$1'));
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 19) === text.slice(0, 19);
}

function malformed(path: string, expected: string): Error {
  return invalid([{ path, expected }], `The parameter ${path.slice(0, 60)} is not understood.`);
}
