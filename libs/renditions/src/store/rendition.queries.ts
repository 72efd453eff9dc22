import type { TlpLabel } from '#libs/access';
import type { Language } from '#libs/advisories';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';

export type StoredFormat = 'csaf' | 'csaf_2_1' | 'csaf_source' | 'misp' | 'stix' | 'entry';

/** What a list is made of: which documents, for whoever asks. Readers are the transaction's own. */
export interface ListScope {
  readonly format: StoredFormat;
  readonly labels: readonly TlpLabel[];
  readonly language?: Language;
  /** Of the first publication, in UTC. */
  readonly year?: string;
  /** Any of these terms (TERM of libs/advisories), and of these kinds and severities (positions in SEVERITIES). */
  readonly terms?: readonly string[];
  readonly kinds?: readonly string[];
  readonly severities?: readonly number[];
  /** Whether each document is asked for the imported one that lies beside it; else none is said to have one. */
  readonly withSources?: boolean;
  /** Whether the hashes of each document's values are read: they are most of what a list could read. */
  readonly withHashes?: boolean;
}

/** One document in a list. Instants are ISO 8601 with microseconds, as in the document itself. */
export interface ListedRendition {
  readonly fileName: string;
  readonly year: string;
  readonly label: TlpLabel;
  readonly publishedAt: string;
  readonly updatedAt: string;
  readonly title: string;
  readonly listEntry: string;
  /** Null where they are not asked for. */
  readonly valueHashes: readonly string[] | null;
  readonly isSigned: boolean;
  /** Whether the imported document that it was made from lies beside it, under the same name. */
  readonly hasSource: boolean;
}

/** Documents of a list between two instants. */
export interface ChunkOfList {
  /** How many of the boundaries stand before it. */
  readonly position: number;
  readonly count: number;
  /** Two numbers of 64 bits, of which documents there are: they never change, so neither does what a list says of them. */
  readonly fingerprint: string;
  readonly newestAt: string;
}

/** Says when a list that was made before is to be made again. */
export interface ListVersion {
  /** Stands for the sets of readers that the asker's keys open: who opens the same sets is given the same list. */
  readonly readers: string;
  /** When the newest of them was written; undefined where there is none. ISO 8601. */
  readonly newestAt: string | undefined;
}

/** Which of the stored bytes are wanted; `none` of them where the asker has them already. */
export type Part = 'bytes' | 'gzip' | 'none';

export interface StoredDocument {
  readonly etag: string;
  readonly mediaType: string;
  /** ISO 8601. */
  readonly recordedAt: string;
  readonly isWithdrawal: boolean;
  readonly sha256: string;
  readonly sha512: string;
  readonly signature: string | null;
  /** Null where the asker has them. */
  readonly body: Buffer | null;
  /** Whether the body is the gzip that was asked for; of what has none, the plain bytes are given. */
  readonly isPacked: boolean;
}

export interface DocumentRequest {
  readonly format: StoredFormat;
  readonly fileName: string;
  readonly labels: readonly TlpLabel[];
  readonly year?: string;
  readonly part: Part;
  /** Entity tags that the asker has; of such a document no bytes are read. */
  readonly knownEtags?: readonly string[];
}

/** Reads of what feeds serve. Row-level security decides what is there; labels are asked besides, because a path stands for a label. */
@Injectable()
export class RenditionQueries {
  /** One document by its file name; undefined where it is hidden, absent, of another label or in another year's folder. */
  async document(tx: Transaction, request: DocumentRequest): Promise<StoredDocument | undefined> {
    const { format, fileName, labels, year, part, knownEtags = [] } = request;
    const rows = await tx.prepared<StoredDocument>(
      'renditions.document',
      `SELECT etag, media_type AS "mediaType", recorded_at AS "recordedAt", is_withdrawal AS "isWithdrawal", encode(sha256, 'hex') AS sha256,
         encode(sha512, 'hex') AS sha512, signature,
         CASE WHEN etag = ANY ($6::text[]) OR $5 = 'none' THEN NULL ELSE CASE WHEN $5 = 'gzip' THEN coalesce(gzip, bytes) ELSE bytes END END AS body,
         $5 = 'gzip' AND gzip IS NOT NULL AS "isPacked"
       FROM renditions.rendition WHERE format = $1 AND file_name = $2 AND is_current AND label = ANY ($3::text[])
         AND ($4::text IS NULL OR to_char(published_at AT TIME ZONE 'UTC', 'YYYY') = $4)`,
      [format, fileName, labels, year ?? null, part, knownEtags],
    );
    return rows[0];
  }

  async version(tx: Transaction, format: StoredFormat): Promise<ListVersion> {
    const rows = await tx.prepared<{ readers: string; newestAt: string | null }>(
      'renditions.version',
      `SELECT encode(sha256(convert_to(array_to_string(access.visible_sets(), ','), 'UTF8')), 'hex') AS readers, max(newest.at) AS "newestAt"
       FROM unnest(access.visible_sets()) AS s(number) CROSS JOIN LATERAL (
         SELECT x.recorded_at AS at FROM renditions.rendition x WHERE x.format = $1 AND x.is_current AND x.reader_set = s.number
         ORDER BY x.recorded_at DESC LIMIT 1) newest`,
      [format],
    );
    return { readers: rows[0]?.readers ?? '', newestAt: rows[0]?.newestAt ?? undefined };
  }

  /** All of a scope by when they were last changed, the oldest first; chunks without a document are left out. */
  async chunks(tx: Transaction, scope: ListScope, boundaries: readonly string[]): Promise<readonly ChunkOfList[]> {
    const { conditions, parameters } = conditionsOf(scope);
    return tx.query<ChunkOfList & Record<string, unknown>>(
      `SELECT width_bucket(x.updated_at, $${parameters.push(boundaries)}::timestamptz[]) AS position, count(*)::int AS count,
         bit_xor(uuid_hash_extended(x.id, 1)) || ' ' || bit_xor(uuid_hash_extended(x.id, 2)) AS fingerprint,
         renditions.instant(max(x.updated_at)) AS "newestAt"
       FROM renditions.rendition x WHERE ${conditions} GROUP BY 1 ORDER BY 1`,
      parameters,
    );
  }

  /** Instants that divide what was changed at or after `from` into chunks of so many documents, the oldest first. */
  async boundaries(tx: Transaction, scope: ListScope, from: string | undefined, documents: number): Promise<readonly string[]> {
    const { conditions, parameters } = conditionsOf(scope);
    const rows = await tx.query<{ at: string }>(
      `SELECT DISTINCT n.updated_at AS at FROM (SELECT x.updated_at, row_number() OVER (ORDER BY x.updated_at, x.id) AS number FROM renditions.rendition x
         WHERE ${conditions} AND ($${parameters.push(from ?? null)}::timestamptz IS NULL OR x.updated_at >= $${parameters.length}::timestamptz)) n
       WHERE n.number > 1 AND (n.number - 1) % $${parameters.push(documents)}::int = 0 ORDER BY 1`,
      parameters,
    );
    return rows.map(({ at }) => at);
  }

  /** Those changed at or after `from` and before `before`, the last changed first. */
  async between(
    tx: Transaction,
    scope: ListScope,
    from: string | undefined,
    before: string | undefined,
  ): Promise<readonly ListedRendition[]> {
    const { conditions, parameters } = conditionsOf(scope);
    return tx.query<ListedRendition & Record<string, unknown>>(
      `SELECT ${LISTED}, ${scope.withHashes === true ? `x.card->'valueHashes'` : 'NULL'} AS "valueHashes",
         ${scope.withSources === true ? HAS_SOURCE : 'false'} AS "hasSource" FROM renditions.rendition x WHERE ${conditions}
         AND x.updated_at >= coalesce($${parameters.push(from ?? null)}::timestamptz, '-infinity')
         AND x.updated_at < coalesce($${parameters.push(before ?? null)}::timestamptz, 'infinity') ORDER BY x.updated_at DESC, x.id DESC`,
      parameters,
    );
  }

  /** The years of first publications in a scope, the newest first. */
  async years(tx: Transaction, scope: ListScope): Promise<readonly string[]> {
    const { conditions, parameters } = conditionsOf(scope);
    const rows = await tx.query<{ year: string }>(
      `SELECT DISTINCT to_char(x.published_at AT TIME ZONE 'UTC', 'YYYY') AS year FROM renditions.rendition x WHERE ${conditions} ORDER BY 1 DESC`,
      parameters,
    );
    return rows.map(({ year }) => year);
  }

  /** The vendors that documents of a scope speak of, each once, in lower case. */
  async vendors(tx: Transaction, scope: ListScope, limit: number): Promise<readonly string[]> {
    const { conditions, parameters } = conditionsOf(scope);
    const rows = await tx.query<{ vendor: string }>(
      `SELECT DISTINCT substr(t.term, 8) AS vendor FROM renditions.rendition x JOIN advisories.advisory a ON a.id = x.advisory_id,
         unnest(a.terms) AS t(term) WHERE ${conditions} AND t.term LIKE 'vendor:%' ORDER BY 1 LIMIT ${limit}`,
      parameters,
    );
    return rows.map(({ vendor }) => vendor);
  }

  /** The last changed of everything in a scope, as their stored bytes. */
  async newest(tx: Transaction, scope: ListScope, limit: number): Promise<readonly Buffer[]> {
    const isNarrowed = scope.terms ?? scope.kinds ?? scope.severities;
    const rows = isNarrowed === undefined ? await this.newestOfAll(tx, scope, limit) : await this.newestThatMatch(tx, scope, limit);
    return rows.map(({ bytes }) => bytes);
  }

  private async newestOfAll(tx: Transaction, { format, language, labels }: ListScope, limit: number): Promise<{ bytes: Buffer }[]> {
    return tx.prepared<{ bytes: Buffer }>(
      'renditions.newest',
      `SELECT y.bytes FROM (SELECT n.id, n.updated_at FROM unnest(access.visible_sets()) AS s(number) CROSS JOIN LATERAL (
           SELECT x.id, x.updated_at FROM renditions.rendition x
           WHERE x.format = $1 AND x.language = $2 AND x.is_current AND x.reader_set = s.number AND x.label = ANY ($3::text[])
           ORDER BY x.updated_at DESC, x.id DESC LIMIT $4) n ORDER BY n.updated_at DESC, n.id DESC LIMIT $4) newest
         JOIN renditions.rendition y ON y.id = newest.id ORDER BY newest.updated_at DESC, newest.id DESC`,
      [format, language, labels, limit],
    );
  }

  /** By the function of the lists: it finds what is rare by its index, which row-level security hides from the planner. */
  private async newestThatMatch(tx: Transaction, scope: ListScope, limit: number): Promise<{ bytes: Buffer }[]> {
    const { format, language, labels, terms, kinds, severities } = scope;
    const filter = { labels, ...(terms ? { terms: [terms] } : {}), ...(kinds ? { kinds } : {}), ...(severities ? { severities } : {}) };
    return tx.query<{ bytes: Buffer }>(
      `SELECT x.bytes FROM advisories.visible_ids(NULL, $1, NULL, NULL, $2) v JOIN renditions.rendition x ON x.advisory_id = v.id
       WHERE x.format = $3 AND x.language = $4 AND x.is_current AND x.label = ANY ($5::text[]) ORDER BY x.updated_at DESC, x.id DESC`,
      [JSON.stringify(filter), limit, format, language, labels],
    );
  }
}

const LISTED = `x.file_name AS "fileName", to_char(x.published_at AT TIME ZONE 'UTC', 'YYYY') AS year, x.label,
  renditions.instant(x.published_at) AS "publishedAt", renditions.instant(x.updated_at) AS "updatedAt",
  coalesce(x.card->>'title', '') AS title, coalesce(x.list_entry, '') AS "listEntry",
  x.signature IS NOT NULL AS "isSigned"`;
const HAS_SOURCE = `EXISTS (SELECT FROM renditions.rendition s WHERE s.advisory_id = x.advisory_id AND s.format = 'csaf_source' AND s.is_current
  AND s.file_name = x.file_name)`;

function conditionsOf({ format, labels, language, year, terms }: ListScope): { conditions: string; parameters: unknown[] } {
  const parameters: unknown[] = [format, labels];
  const also = (sql: (at: string) => string, value: unknown): string =>
    value === undefined ? '' : ` AND ${sql(`$${parameters.push(value)}`)}`;
  const conditions =
    'x.format = $1 AND x.is_current AND x.label = ANY ($2::text[])' +
    also((at) => `x.language = ${at}`, language) +
    also((at) => `to_char(x.published_at AT TIME ZONE 'UTC', 'YYYY') = ${at}`, year) +
    also((at) => `EXISTS (SELECT FROM advisories.advisory a WHERE a.id = x.advisory_id AND a.terms && ${at}::text[])`, terms);
  return { conditions, parameters };
}
