import { SECTORS } from '#libs/access';
import type { Sector } from '#libs/access';
import { CVE_ID, isCpe, isPurl, KINDS, SEVERITIES } from '#libs/advisories';
import type { Kind, Severity } from '#libs/advisories';
import { z } from 'zod';
import { orElse, readInput } from '../read-input.js';

/** What a subscription asks for: any of the values within one criterion, all criteria together. An empty one asks nothing. */
export interface Criteria {
  readonly kinds: readonly Kind[];
  /** This severity or a higher one. */
  readonly minSeverity: Severity;
  readonly tags: readonly string[];
  readonly sectors: readonly Sector[];
  readonly vendors: readonly string[];
  /** `vendor/product`, a product alone, a purl or a CPE; versions in them are not compared. */
  readonly products: readonly string[];
  readonly cves: readonly string[];
  /** Each is a phrase that stands in one of the texts. */
  readonly keywords: readonly string[];
  /** Only where one of the CVEs was known to be exploited when it was published. */
  readonly exploitedOnly: boolean;
}

/** Criteria that ask nothing: every advisory that the reader may see. */
export const EVERYTHING: Criteria = {
  kinds: [],
  minSeverity: 'low',
  tags: [],
  sectors: [],
  vendors: [],
  products: [],
  cves: [],
  keywords: [],
  exploitedOnly: false,
};

export const CRITERIA_LIMITS = { values: 200, keywords: 20, characters: 200 } as const;

const ONE_HAN = /(?<!\p{sc=Han})\p{sc=Han}(?!\p{sc=Han})/u;
const CVE_IN_ANY_NOTATION = /^cve[\s\-_:\u2010-\u2015]*(\d{4})[\s\-_:\u2010-\u2015]*(\d{4,19})$/i;

const text = z
  .string('a text')
  .trim()
  .min(1, 'at least one character')
  .max(CRITERIA_LIMITS.characters, `at most ${CRITERIA_LIMITS.characters} characters`)
  .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value), 'no control characters');

const product = text.refine(
  (value) => (/^pkg:/i.test(value) ? isPurl(value) : /^cpe:/i.test(value) ? isCpe(value) && namesAProduct(value) : value !== '/'),
  'vendor/product, a product name, a purl such as pkg:npm/express, or a CPE with vendor and product',
);

const cve = text
  .transform((value) => value.normalize('NFKC').replace(CVE_IN_ANY_NOTATION, 'CVE-$1-$2').toUpperCase())
  .refine((value) => CVE_ID.test(value), 'a CVE id, as in CVE-2026-1234');

const keyword = text
  .refine((value) => /[\p{L}\p{N}]/u.test(value), 'a word')
  .refine((value) => !ONE_HAN.test(value), 'at least two Chinese characters together');

function several<Schema extends z.ZodType<string>>(each: Schema, max: number = CRITERIA_LIMITS.values) {
  return orElse(
    z
      .array(each, 'a list')
      .max(max, `at most ${max} values`)
      .transform((values) => [...new Set(values)]),
    [],
  );
}

/** Criteria in an input; every field may be left out. */
export const CRITERIA = z
  .strictObject(
    {
      kinds: several(z.enum(KINDS)),
      minSeverity: orElse(z.enum(SEVERITIES), 'low'),
      tags: several(text),
      sectors: several(z.enum(SECTORS)),
      vendors: several(text),
      products: several(product),
      cves: several(cve),
      keywords: several(keyword, CRITERIA_LIMITS.keywords),
      exploitedOnly: orElse(z.boolean('true or false'), false),
    },
    'an object',
  )
  .readonly();

/** Reads criteria; nothing at all means everything. Throws INVALID_INPUT with every place that is wrong. */
export function parseCriteria(input: unknown): Criteria {
  return readInput(CRITERIA, input ?? {});
}

/** A CPE that leaves vendor or product open names no product that could be compared. */
function namesAProduct(cpe: string): boolean {
  const components = cpe.replace(/^cpe:(2\.3:|\/)/i, '').split(/(?<!\\):/);
  return components.slice(0, 3).filter((component) => component !== '' && component !== '*' && component !== '-').length === 3;
}
