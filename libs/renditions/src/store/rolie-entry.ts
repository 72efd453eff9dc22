import { canonicalJson } from '../canonical-json.js';
import type { CsafVersion } from '../csaf/csaf-version.js';

const SCHEMAS: Readonly<Record<CsafVersion, string>> = {
  '2.0': 'https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json',
  '2.1': 'https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json',
};

/** One document, as its entry in a feed needs it. */
export interface RolieDocument {
  readonly version: CsafVersion;
  readonly trackingId: string;
  readonly title: string;
  readonly summary: string;
  /** Where the document is; its hashes and its signature lie beside it. */
  readonly url: string;
  /** ISO 8601. */
  readonly publishedAt: string;
  readonly updatedAt: string;
}

/** An entry of a ROLIE feed (RFC 8322; CSAF 2.0 sections 7.1.15, 7.1.18 and 7.1.19). */
export function rolieEntry({ version, trackingId, title, summary, url, publishedAt, updatedAt }: RolieDocument): string {
  return canonicalJson({
    id: trackingId,
    title,
    link: [
      { rel: 'self', href: url },
      { rel: 'hash', href: `${url}.sha256` },
      { rel: 'hash', href: `${url}.sha512` },
      { rel: 'signature', href: `${url}.asc` },
    ],
    published: publishedAt,
    updated: updatedAt,
    ...(summary === '' ? {} : { summary: { content: summary } }),
    content: { type: 'application/json', src: url },
    format: { schema: SCHEMAS[version], version },
  });
}

/** The entry with the imported document that ours was made from (RFC 4287 section 4.2.7.2: `related`); it has its hashes beside it as ours has. */
export function withSource(entry: string, sourceUrl: string): string {
  const written = JSON.parse(entry) as { readonly link: readonly object[] };
  return canonicalJson({ ...written, link: [...written.link, { rel: 'related', href: sourceUrl }] });
}
