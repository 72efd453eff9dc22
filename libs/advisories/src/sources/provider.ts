/** A provider of CSAF documents (CSAF 2.0 section 7), as far as a downloader must know it. */
export interface Provider {
  /** Where its metadata was found; undefined where only a list of documents was given. */
  readonly metadataUrl: string | undefined;
  readonly publisher: string | undefined;
  /** Whether every document must have a hash and a signature (section 7.2.3). */
  readonly isTrusted: boolean;
  readonly keys: readonly ProviderKey[];
  /** ROLIE feeds, which are asked first. */
  readonly feeds: readonly string[];
  /** Folders with index.txt and changes.csv. */
  readonly directories: readonly string[];
  /** One document that was given by itself. */
  readonly document?: string;
}

export interface ProviderKey {
  readonly url: string;
  /** Hexadecimal digits; undefined where the metadata names none. */
  readonly fingerprint: string | undefined;
}

/** One document that a provider lists. */
export interface ListedDocument {
  /** Where it should be, and where it may be instead: paths of lists are met relative to two different folders. */
  readonly urls: readonly string[];
  /** When it was changed, as the list says; empty where it does not. */
  readonly changed: string;
  /** Where its hashes and its signature are, where the list says so. */
  readonly hashes?: readonly string[];
  readonly signature?: string;
}

/** How much is read of each. */
export const PROVIDER_LIMITS = {
  metadataBytes: 2_000_000,
  listBytes: 50_000_000,
  hashBytes: 10_000,
  signatureBytes: 100_000,
  keyBytes: 500_000,
  keys: 20,
  lists: 100,
  pagesOfAFeed: 1_000,
  documents: 500_000,
} as const;
