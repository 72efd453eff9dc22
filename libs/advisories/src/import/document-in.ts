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

export const DOCUMENT_LIMITS: DocumentLimits = {
  maxEntryBytes: 20_000_000,
  maxTotalBytes: 4_000_000_000,
  maxEntries: 200_000,
  maxRatio: 200,
};

/** One document of a batch, or the reason why it is none. `source` is its place, for the report. */
export type DocumentIn =
  { readonly source: string; readonly read: () => Promise<Uint8Array> } | { readonly source: string; readonly refused: string };

/** Names of documents in folders and archives; a file that is named by itself may have any. */
export const DOCUMENT_NAME = /\.(json|stix2?)$/i;
