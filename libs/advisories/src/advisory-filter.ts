import { SECTORS, TLP_LABELS } from '#libs/access';
import { isUuid, invalid } from '#libs/core';
import { z } from 'zod';
import { TERM } from './advisory-terms.js';
import { CVE_ID } from './content-grammars.js';
import { KINDS, SEVERITIES } from './content.js';
import { readInput } from './read-input.js';

const MAX_VALUES = 50;
const MAX_NAME_CHARACTERS = 500;
const MAX_SEARCH_CHARACTERS = 500;
export const MAX_PAGE = 100;

const several = <Schema extends z.ZodType>(each: Schema) => z.array(each).max(MAX_VALUES, `at most ${MAX_VALUES} values`).optional();
const name = z.string('a name').trim().min(1, 'a name').max(MAX_NAME_CHARACTERS, `at most ${MAX_NAME_CHARACTERS} characters`);
const instant = z.iso.datetime({ offset: true, error: 'an instant with its offset, as in 2026-01-31T12:00:00+08:00' }).optional();

/** What a list is narrowed to: any of the values within one field, all fields together. An empty list of values narrows nothing. */
export const ADVISORY_FILTER = z.strictObject({
  states: several(z.enum(['published', 'withdrawn'])),
  kinds: several(z.enum(KINDS)),
  severities: several(z.enum(SEVERITIES)),
  labels: several(z.enum(TLP_LABELS)),
  vendors: several(name),
  /** `vendor/product`, or the product alone, or a purl or CPE. */
  products: several(name),
  cves: several(z.string().trim().toUpperCase().regex(CVE_ID, 'a CVE id, as in CVE-2026-1234')),
  tags: several(name),
  sectors: several(z.enum(SECTORS)),
  exploited: z.boolean().optional(),
  /** Published from this instant on, and before that one. */
  from: instant,
  to: instant,
});
export type AdvisoryFilter = z.input<typeof ADVISORY_FILTER>;

/** A place in a list: the instant as text, with its microseconds, and the id. */
export interface ListPosition {
  readonly at: string;
  readonly id: string;
}

export interface PageRequest {
  /** 1 to 100. */
  readonly first: number;
  readonly after?: ListPosition;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;

/** Throws INVALID_INPUT for a page size or a cursor that this list cannot have given. */
export function checkPage({ first, after }: PageRequest): void {
  if (!Number.isInteger(first) || first < 1 || first > MAX_PAGE)
    throw invalid([{ path: 'first', expected: `a whole number from 1 to ${MAX_PAGE}`, received: String(first) }]);
  if (after && !(INSTANT.test(after.at) && !Number.isNaN(Date.parse(after.at)) && isUuid(after.id)))
    throw invalid([{ path: 'after', expected: 'a cursor that this list gave', received: 'another text' }]);
}

/** What was searched for, or undefined where nothing was. */
export function readSearch(search: string | undefined): string | undefined {
  if (search === undefined || search.trim() === '') return undefined;
  if (search.length <= MAX_SEARCH_CHARACTERS) return search.toWellFormed().replaceAll('\0', ' ');
  throw invalid([{ path: 'search', expected: `at most ${MAX_SEARCH_CHARACTERS} characters`, received: `${search.length} characters` }]);
}

/** The filter as `advisories.filter_conditions` takes it; null where it narrows nothing. */
export function readFilter(filter: AdvisoryFilter | undefined): string | null {
  const read = readInput(ADVISORY_FILTER, filter ?? {});
  const terms = [
    read.vendors?.map(TERM.vendor),
    read.products?.map(productTerm),
    read.cves?.map(TERM.cve),
    read.tags?.map(TERM.tag),
    read.sectors?.map(TERM.sector),
  ].filter((group) => group !== undefined && group.length > 0);
  const conditions = {
    ...given('states', read.states),
    ...given('kinds', read.kinds),
    ...given(
      'severities',
      read.severities?.map((severity) => SEVERITIES.indexOf(severity)),
    ),
    ...given('labels', read.labels),
    ...given('terms', terms),
    ...(read.exploited === undefined ? {} : { exploited: read.exploited }),
    ...(read.from === undefined ? {} : { from: read.from }),
    ...(read.to === undefined ? {} : { to: read.to }),
  };
  return Object.keys(conditions).length > 0 ? JSON.stringify(conditions) : null;
}

function given(field: string, values: readonly unknown[] | undefined): object {
  return values && values.length > 0 ? { [field]: values } : {};
}

/** The term of a product as people write it: a purl, a CPE, `vendor/product` or a name. */
export function productTerm(product: string): string {
  if (/^pkg:/i.test(product)) return TERM.purl(product);
  if (/^cpe:/i.test(product)) return TERM.cpe(product);
  const slash = product.indexOf('/');
  return slash > 0 ? TERM.product(product.slice(slash + 1), product.slice(0, slash)) : TERM.product(product);
}
