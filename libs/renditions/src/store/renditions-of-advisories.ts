import { invalid } from '#libs/core';
import type { Language } from '#libs/advisories';
import type { Transaction } from '#libs/database';

/** Formats in which a reader takes an advisory, whatever its label. */
export const READER_FORMATS = ['csaf', 'stix', 'misp'] as const;
export type ReaderFormat = (typeof READER_FORMATS)[number];

/** What is published now of one advisory, in one format and language. */
export interface ReadersRendition {
  readonly advisoryId: string;
  readonly format: ReaderFormat;
  readonly language: Language;
  readonly revision: number;
  readonly fileName: string;
  readonly mediaType: string;
  /** Lower-case hex, over the UTF-8 bytes of the content. */
  readonly sha256: string;
  readonly sha512: string;
  /** OpenPGP, detached, armored, over the same bytes. */
  readonly signature: string | null;
  readonly content: string;
}

/** Of all that is read in one go: a reader takes documents, and does not empty the house. */
const MAX_TOTAL_BYTES = 32_000_000;

/**
 * Renditions of advisories as the transaction's actor sees them: nothing of what is hidden, absent, or not published. Throws `invalid` where they are
 * larger than 32 MB together.
 */
export async function renditionsOfAdvisories(
  tx: Transaction,
  wanted: readonly { readonly advisoryId: string; readonly format: ReaderFormat }[],
): Promise<readonly ReadersRendition[]> {
  const rows = await tx.query<Omit<ReadersRendition, 'content'> & { content: string | null; total: number }>(
    `WITH found AS (SELECT x.id, sum(octet_length(x.bytes)) OVER () AS total
       FROM unnest($1::uuid[], $2::text[]) AS k(advisory_id, format)
       JOIN renditions.rendition x ON x.advisory_id = k.advisory_id AND x.format = k.format AND x.is_current)
     SELECT x.advisory_id AS "advisoryId", x.format, x.language, x.revision, x.file_name AS "fileName", x.media_type AS "mediaType",
       encode(x.sha256, 'hex') AS sha256, encode(x.sha512, 'hex') AS sha512, x.signature, f.total::float8 AS total,
       CASE WHEN f.total <= $3 THEN convert_from(x.bytes, 'UTF8') END AS content
     FROM found f JOIN renditions.rendition x ON x.id = f.id ORDER BY x.advisory_id, x.format, x.language`,
    [wanted.map(({ advisoryId }) => advisoryId), wanted.map(({ format }) => format), MAX_TOTAL_BYTES],
  );
  return rows.map(({ total, content, ...rendition }) => {
    if (content === null)
      throw invalid([
        { path: 'renditions', expected: `at most ${MAX_TOTAL_BYTES} bytes together; ask for fewer`, received: `${total} bytes` },
      ]);
    return { ...rendition, content };
  });
}
