import { z } from 'zod';
import { EXECUTABLE_SCHEME, isStorable } from './content-grammars.js';
import { CONTENT_LIMITS as LIMITS } from './content-limits.js';
import {
  FLAG_LABELS,
  INVOLVEMENT_PARTIES,
  INVOLVEMENT_STATUSES,
  MAX_SOURCE_FLAWS,
  NOTE_CATEGORIES,
  THREAT_CATEGORIES,
} from './content-source.js';

const storable = 'text without U+0000 and half surrogate pairs';

/** A text that says something, lines and Markdown included. */
export const text = z.string().min(1).max(LIMITS.textCharacters).refine(isStorable, storable);
/** A name, an id or an address. */
export const line = z.string().min(1).max(LIMITS.lineCharacters).refine(isStorable, storable);
/** An address of a source: any scheme but those that a browser executes. */
export const address = line.refine((value) => !EXECUTABLE_SCHEME.test(value), 'an address that nothing executes');
const optionalLine = line.optional();
const emptyOrLine = z.union([z.literal(''), line]);

/** An instant of a source, which need not be one. */
export const instantText = line;

export function list<T extends z.ZodType>(entry: T, maxEntries: number = LIMITS.listEntries) {
  return z.array(entry).max(maxEntries);
}

const lines = list(line).optional();

export const scope = { products: lines, groups: lines, cves: lines, vulnerabilities: list(z.int().min(0)).optional() };

export const note = z.strictObject({ category: z.enum(NOTE_CATEGORIES), text, title: optionalLine, audience: optionalLine });

export const acknowledgment = z.strictObject({
  names: lines,
  organization: optionalLine,
  summary: text.optional(),
  urls: list(address).optional(),
});

export const threat = z.strictObject({
  category: z.enum(THREAT_CATEGORIES),
  details: text,
  date: instantText.optional(),
  products: lines,
  groups: lines,
});

export const flag = z.strictObject({ label: z.enum(FLAG_LABELS), date: instantText.optional(), products: lines, groups: lines });

export const involvement = z.strictObject({
  party: z.enum(INVOLVEMENT_PARTIES),
  status: z.enum(INVOLVEMENT_STATUSES),
  date: instantText.optional(),
  summary: text.optional(),
});

const identifiers = z.strictObject({
  hashes: list(
    z.strictObject({ filename: emptyOrLine, fileHashes: list(z.strictObject({ algorithm: emptyOrLine, value: emptyOrLine })) }),
  ).optional(),
  modelNumbers: lines,
  sbomUrls: list(address).optional(),
  serialNumbers: lines,
  skus: lines,
  genericUris: list(z.strictObject({ namespace: emptyOrLine, uri: z.union([z.literal(''), address]) })).optional(),
});

export const productTree = z.strictObject({
  products: list(
    z.strictObject({
      id: line,
      name: line,
      cpe: optionalLine,
      purl: optionalLine,
      identifiers: identifiers.optional(),
      branches: list(z.tuple([emptyOrLine, emptyOrLine])).optional(),
      relationship: z.strictObject({ category: emptyOrLine, product: line, relatesTo: line }).optional(),
    }),
  ),
  groups: list(z.strictObject({ id: line, products: list(line), summary: text.optional() })).optional(),
});

export const source = z.strictObject({
  format: z.enum(['csaf', 'stix', 'misp']),
  publisher: line,
  publisherNamespace: line,
  publisherCategory: optionalLine,
  contactDetails: text.optional(),
  issuingAuthority: text.optional(),
  trackingId: line,
  aliases: lines,
  version: line,
  status: optionalLine,
  initialReleaseDate: emptyOrLine,
  currentReleaseDate: emptyOrLine,
  history: list(
    z.strictObject({ number: emptyOrLine, date: emptyOrLine, summary: z.string().max(LIMITS.textCharacters), legacyVersion: optionalLine }),
  ).optional(),
  category: optionalLine,
  aggregateSeverity: optionalLine,
  aggregateSeverityNamespace: optionalLine,
  legalDisclaimer: text.optional(),
  label: optionalLine,
  labelUrl: address.optional(),
  language: optionalLine,
  translatedFrom: optionalLine,
  generator: z.strictObject({ name: line, version: optionalLine, date: instantText.optional() }).optional(),
  flaws: list(z.strictObject({ path: z.string(), expected: z.string(), received: z.string() }), MAX_SOURCE_FLAWS).optional(),
});
