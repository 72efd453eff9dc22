import { createHash } from 'node:crypto';
import type { ObjectFilter } from '../object-filter.js';

/** What a page tells of each object: the object itself, its manifest record (TAXII 2.1 section 5.3.1), or its version (section 5.8.1). */
export const PAGE_PARTS = ['objects', 'manifest', 'versions'] as const;
export type PagePart = (typeof PAGE_PARTS)[number];

const BODY: Readonly<Record<PagePart, string>> = {
  objects: 'o.json',
  manifest: `'{"id":' || to_json(o.stix_id) || ',"date_added":"' || taxii.instant(o.date_added) || '","version":"' || o.version
    || '","media_type":"application/stix+json;version=' || o.spec_version || '"}'`,
  versions: `to_json(o.version)::text`,
};

export interface PageStatement {
  /** Names the text: the same filters with other values are the same prepared statement. */
  readonly name: string;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export interface PageRequest {
  /** `none`: whether the page is as the asker knows it, without reading an object. */
  readonly part: PagePart | 'none';
  readonly filter: ObjectFilter;
  /** The instant of the last object of the page before: nothing at or before it. */
  readonly after?: string;
  readonly limit: number;
}

/**
 * One statement for a page: a row for each object and one more than the page has, one without an object where there is none, and no row
 * where the reader does not know of the collection (and, of what everybody reads, none where nothing is found). Each of the reader's sets is read from its own range of the index, oldest first, and no
 * further than the page needs: the first page costs what the last does, and a reader of few objects does not walk over those of others. Only
 * instants are put in order; an object is read when it is sent, because sorting a megabyte of them costs more than everything else.
 */
export function pageStatement(
  collection: { id: string | null; alias: string | null; apiRoot: string },
  request: PageRequest,
): PageStatement {
  const { part, filter, limit } = request;
  // A cursor stands behind the instant of the filter that it was given for.
  const after = request.after ?? filter.addedAfter ?? '-infinity';
  const parameters: unknown[] = [collection.id, collection.alias, collection.apiRoot, limit + 1, after];
  const bound = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = [versionCondition(filter, bound)];
  if (filter.specVersions) conditions.push(`o.spec_version = ANY (${bound(filter.specVersions)}::text[])`);
  const ids = filter.ids && bound(filter.ids);
  const types = filter.types && bound([...new Set(filter.types)]);
  if (collection.apiRoot === 'public' && ids === undefined && types === undefined) return named(open(part, conditions), parameters);
  const rows = ids === undefined ? ranges(conditions, types) : chosen(conditions, ids, types);
  const isKnown =
    ids === undefined ? 'true' : `EXISTS (SELECT FROM taxii.object o WHERE o.collection_id = c.id AND o.stix_id = ANY (${ids}::text[]))`;
  const body =
    part === 'none'
      ? ''
      : `LEFT JOIN LATERAL (SELECT ${BODY[part]} AS body FROM taxii.object o WHERE o.collection_id = p.id AND o.date_added = p.at) o ON true`;
  const sql = `SELECT ${part === 'none' ? 'NULL' : 'o.body'} AS body, p.at::text AS "addedAt", p.known AS "isKnown"
  FROM (SELECT c.id, o.date_added AS at, ${isKnown} AS known FROM taxii.collection c LEFT JOIN LATERAL (${rows}) o ON true
    WHERE (c.id = $1::uuid OR c.alias = $2) AND c.api_root = $3 ORDER BY o.date_added) p
  ${body} ORDER BY p.at`;
  return named(sql, parameters);
}

/**
 * What everybody reads has one set of readers, that of its collection: one range of one index, in its order. Where it has no row the collection may be
 * unknown too.
 */
function open(part: PageRequest['part'], conditions: readonly string[]): string {
  const own = (column: string): string =>
    `(SELECT c.${column} FROM taxii.collection c WHERE (c.id = $1::uuid OR c.alias = $2) AND c.api_root = $3)`;
  return `SELECT ${part === 'none' ? 'NULL' : BODY[part]} AS body, o.date_added::text AS "addedAt" FROM taxii.object o
  WHERE o.collection_id = ${own('id')} AND o.reader_set = ${own('reader_set')} AND o.date_added > ${AFTER} AND ${conditions.join(' AND ')}
  ORDER BY o.date_added LIMIT $4::int`;
}

function named(sql: string, parameters: readonly unknown[]): PageStatement {
  return { name: `taxii.page.${createHash('sha256').update(sql).digest('hex').slice(0, 32)}`, sql, parameters };
}

/**
 * A plain parameter: PostgreSQL takes a condition into the index below row-level security only where nothing in it could leak, and of COALESCE it
 * assumes that. The last page would read the whole collection.
 */
const AFTER = '$5::timestamptz';

function ranges(conditions: readonly string[], types: string | undefined): string {
  const typeRange = types === undefined ? '' : `CROSS JOIN unnest(${types}::text[]) AS t(type) `;
  const ofType = types === undefined ? '' : 'AND o.type = t.type ';
  return `SELECT o.date_added FROM taxii.collection_set s ${typeRange}CROSS JOIN LATERAL (
      SELECT o.date_added FROM taxii.object o WHERE o.collection_id = c.id AND o.reader_set = s.reader_set ${ofType}AND o.date_added > ${AFTER}
        AND ${conditions.join(' AND ')} ORDER BY o.date_added LIMIT $4::int) o
    WHERE s.collection_id = c.id ORDER BY o.date_added LIMIT $4::int`;
}

function chosen(conditions: readonly string[], ids: string, types: string | undefined): string {
  const ofType = types === undefined ? '' : `AND o.type = ANY (${types}::text[]) `;
  return `SELECT o.date_added FROM taxii.object o WHERE o.collection_id = c.id AND o.stix_id = ANY (${ids}::text[]) ${ofType}AND o.date_added > ${AFTER}
      AND ${conditions.join(' AND ')} ORDER BY o.date_added LIMIT $4::int`;
}

function versionCondition({ versions: { keywords, instants } }: ObjectFilter, bound: (value: unknown) => string): string {
  if (keywords.includes('all')) return 'true';
  const any = [
    ...(keywords.includes('last') ? ['o.is_last'] : []),
    ...(keywords.includes('first') ? ['o.is_first'] : []),
    ...(instants.length > 0 ? [`o.version_at = ANY (${bound(instants)}::timestamptz[])`] : []),
  ];
  return any.length === 1 && any[0] !== undefined ? any[0] : `(${any.join(' OR ')})`;
}
