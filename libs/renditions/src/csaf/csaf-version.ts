/** The versions of CSAF that documents are written in. 2.1 is not a standard yet: docs/adr/0018 says which draft of it, and where it is served. */
export const CSAF_VERSIONS = ['2.0', '2.1'] as const;
export type CsafVersion = (typeof CSAF_VERSIONS)[number];
