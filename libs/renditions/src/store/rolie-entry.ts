import { canonicalJson } from '../canonical-json.js';

/** One document, as its entry in a feed needs it. */
export interface RolieDocument {
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
export function rolieEntry({ trackingId, title, summary, url, publishedAt, updatedAt }: RolieDocument): string {
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
    format: { schema: 'https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json', version: '2.0' },
  });
}
