import { z } from 'zod';
import { SECTORS, TLP_LABELS } from '#libs/access';
import { DomainError } from '#libs/core';
import { audienceField } from './audience-field.js';
import {
  CNVD_ID,
  CVE_ID,
  CWE_ID,
  hasControlCharacters,
  INDICATOR_GRAMMARS,
  isCpe,
  isLink,
  isPurl,
  isStorable,
  TECHNIQUE_ID,
} from './content-grammars.js';
import {
  acknowledgment,
  address,
  flag,
  instantText,
  involvement,
  line,
  list,
  note,
  productTree,
  scope,
  source,
  text,
  threat,
} from './content-source-schema.js';
import { CONTENT_LIMITS as LIMITS } from './content-limits.js';
import { INDICATOR_TYPES, LANGUAGES, PRODUCT_STATUSES, REMEDIATION_CATEGORIES } from './content.js';
import type { AdvisoryContent, ScoredVector } from './content.js';
import { parseCvss } from './severity/cvss.js';

/** Who wrote the content: an author is held to the grammars, a source that we import has been taken as it was. */
export type ContentOrigin = 'analyst' | 'imported';

const localised = (each: z.ZodType<string>) => z.partialRecord(z.enum(LANGUAGES), each);
const id = (pattern: RegExp, what: string) => line.refine((value) => pattern.test(value), what);
const cve = id(CVE_ID, 'a CVE id, as in CVE-2026-1234');

const scoredVector = z
  .strictObject({
    vector: line,
    // Accepted, because content that was read is sent back, and computed anew, because the vector is the truth.
    version: z.string().optional(),
    score: z.number().optional(),
    severity: z.string().optional(),
    products: list(line).optional(),
    statedScore: z.number().min(0).max(10).optional(),
  })
  .transform(({ vector, products, statedScore }, context): ScoredVector => {
    try {
      return { ...parseCvss(vector), products, statedScore };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      context.issues.push({ code: 'custom', message: error.issues[0]?.expected ?? 'a CVSS vector', input: vector, path: ['vector'] });
      return z.NEVER;
    }
  });

const indicator = z
  .strictObject({
    type: z.enum(INDICATOR_TYPES),
    // A rule or a pattern may be as long as a text.
    value: text,
    comment: line.optional(),
    label: z.enum(TLP_LABELS).optional(),
    audience: audienceField.optional(),
  })
  .superRefine(({ type, value }, context) => {
    if (!INDICATOR_GRAMMARS[type](value)) context.addIssue({ code: 'custom', message: `a value of type ${type}`, path: ['value'] });
  });

function fieldsOf(origin: ContentOrigin) {
  const isAuthored = origin === 'analyst';
  const url = isAuthored ? line.refine(isLink, 'an http, https or mailto address') : address;
  const cpe = line.refine((value) => !isAuthored || isCpe(value), 'a CPE 2.3 formatted string or a CPE 2.2 URI');
  const purl = line.refine((value) => (isAuthored ? isPurl(value) : value.startsWith('pkg:')), 'a package URL, as in pkg:npm/name@1.0.0');
  const reference = z.strictObject({ url, summary: text, category: z.enum(['self', 'external']).optional() });
  const versionAndCpe = { version: line.optional(), cpe: cpe.optional() };
  const vendor = isAuthored ? line : z.union([line, z.literal('')]);
  return { url, purl, reference, cpe, versionAndCpe, vendor };
}

function affectedProduct(origin: ContentOrigin) {
  const { purl, versionAndCpe, vendor } = fieldsOf(origin);
  return z.strictObject({
    vendor,
    product: line,
    ...versionAndCpe,
    purl: purl.optional(),
    status: z.enum(PRODUCT_STATUSES),
    cves: list(cve).optional(),
    vulnerabilities: list(z.int().min(0)).optional(),
    name: line.optional(),
    productId: line.optional(),
    platform: z.strictObject({ vendor: z.string().max(LIMITS.lineCharacters), product: line, ...versionAndCpe }).optional(),
  });
}

function vulnerability(origin: ContentOrigin) {
  return z.strictObject({
    cve: cve.optional(),
    ids: list(z.strictObject({ system: z.string().max(LIMITS.lineCharacters), value: line })).optional(),
    title: line.optional(),
    cwes: list(id(CWE_ID, 'a CWE id, as in CWE-79')).optional(),
    cweName: line.optional(),
    cvss: list(scoredVector).optional(),
    notes: list(note).optional(),
    references: list(fieldsOf(origin).reference).optional(),
    threats: list(threat).optional(),
    flags: list(flag).optional(),
    involvements: list(involvement).optional(),
    acknowledgments: list(acknowledgment).optional(),
    discoveryDate: instantText.optional(),
    releaseDate: instantText.optional(),
  });
}

function remediation(origin: ContentOrigin) {
  return z.strictObject({
    ...scope,
    category: z.enum(REMEDIATION_CATEGORIES),
    details: text,
    url: fieldsOf(origin).url.optional(),
    date: instantText.optional(),
    entitlements: list(text).optional(),
    restartRequired: z.strictObject({ category: z.string().max(LIMITS.lineCharacters), details: text.optional() }).optional(),
  });
}

function contentSchema(origin: ContentOrigin): z.ZodType<AdvisoryContent> {
  const steps = list(localised(text), LIMITS.steps).optional();
  // Length is all that a draft's texts are held to: what must not be empty is asked before publishing.
  const draftText = localised(z.string().max(LIMITS.textCharacters).refine(isStorable, 'text without U+0000 and half surrogate pairs'));
  return z.strictObject({
    sourceLanguage: z.enum(LANGUAGES),
    title: localised(text.max(LIMITS.titleCharacters)),
    summary: draftText,
    description: draftText,
    impact: draftText.optional(),
    recommendation: steps,
    workarounds: steps,
    affectedProducts: list(affectedProduct(origin)),
    vulnerabilities: list(vulnerability(origin)),
    cnvd: list(id(CNVD_ID, 'a CNVD id, as in CNVD-2026-12345')).optional(),
    techniques: list(id(TECHNIQUE_ID, 'an ATT&CK technique, as in T1566.001')).optional(),
    indicators: list(indicator).optional(),
    references: list(fieldsOf(origin).reference),
    remediations: list(remediation(origin)).optional(),
    credits: list(text).optional(),
    acknowledgments: list(acknowledgment).optional(),
    notes: list(note).optional(),
    productTree: productTree.optional(),
    tags: list(line.max(LIMITS.tagCharacters), LIMITS.tags),
    sectors: list(z.enum(SECTORS), SECTORS.length),
    restrictions: text.optional(),
    translatedAt: z.partialRecord(z.enum(LANGUAGES), z.iso.datetime({ offset: true })).optional(),
    source: source.optional(),
  });
}

/** Each text in a value, and where it stands. */
function* textsIn(value: unknown, path: readonly PropertyKey[] = []): Generator<readonly [string, readonly PropertyKey[]]> {
  if (typeof value === 'string') yield [value, path];
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* textsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** What an author types or pastes is seen by every reader and read by machines; a document that is imported is taken as it was. */
const authored = contentSchema('analyst').superRefine((content, context) => {
  const refused = new Set(context.issues.map((issue) => (issue.path ?? []).join('.')));
  for (const [text, path] of textsIn(content))
    if (hasControlCharacters(text) && !refused.has(path.join('.')))
      context.addIssue({ code: 'custom', message: 'no control characters', path: [...path] });
});

/** The shape of content, one schema per origin. */
export const CONTENT_SCHEMAS: Readonly<Record<ContentOrigin, z.ZodType<AdvisoryContent>>> = {
  analyst: authored,
  imported: contentSchema('imported'),
};
