/** How much of a list or a text a mail shows before it says how many more there are. Lengths are UTF-16 units. */
export const EMAIL_LIMITS = {
  /** Well under the 998 octets of a header line (RFC 5322 section 2.1.1) and what mail clients show. */
  subjectLength: 200,
  cves: 20,
  products: 20,
  vulnerabilities: 20,
  /** Different scores of one vulnerability. */
  scores: 3,
  vulnerabilityNoteLength: 600,
  recommendationSteps: 30,
  remediations: 20,
  indicators: 50,
  references: 20,
  credits: 20,
  tags: 30,
  /** Keeps the HTML part under the 102 kB at which large mail services cut it off. */
  textLength: 16_000,
  reasons: 10,
  digestItems: 200,
  digestSummaryLength: 400,
} as const;
