/** How much an import reads. An archive is unpacked in memory, entry by entry, and never to disk. */
export interface DocumentLimits {
  /** One document. */
  readonly maxEntryBytes: number;
  /** All that an archive unpacks to. */
  readonly maxTotalBytes: number;
  readonly maxEntries: number;
  /** Bytes that an archive may unpack to for each of its own; advisories reach about 30, a bomb 1,000. */
  readonly maxRatio: number;
}

/**
 * Real bundles of STIX reach 50 MB (ATT&CK) and MISP events carry files; CSAF has a limit of its own. Read, a document takes some ten times its size in
 * memory, so one that is larger than `LARGE_DOCUMENT_BYTES` is read by itself.
 */
export const DOCUMENT_LIMITS: DocumentLimits = {
  maxEntryBytes: 100_000_000,
  maxTotalBytes: 4_000_000_000,
  maxEntries: 200_000,
  maxRatio: 200,
};

/** Also what the API takes, which has other things to do meanwhile. */
export const LARGE_DOCUMENT_BYTES = 20_000_000;

/** How to go on with a document that is too large. */
export const TOO_LARGE_ADVICE = 'Split it: a bundle by its reports, a list by its events.';

/** One document of a batch, or the reason why it is none. `source` is its place, for the report. */
export type DocumentIn =
  { readonly source: string; readonly read: () => Promise<Uint8Array> } | { readonly source: string; readonly refused: string };

/** Names of documents in folders and archives; a file that is named by itself may have any. */
export const DOCUMENT_NAME = /\.(json|stix2?)$/i;

/** What may hold documents and is not looked into; it is named as refused, so that nothing is left out without a word. */
export const PACKED_NAME = /\.(gz|tgz|tar|zip|bz2|xz|zst|csaf)$/i;
export const PACKED_ADVICE = 'Only *.json, *.stix and *.stix2 are read here: unpack or rename it, or import it by its own name.';
