import type { AdvisoryContent, Kind } from './content.js';

/** More distinct products than any real document names; what is beyond is found by search, not by subscription. */
const MAX_TERMS = 10_000;

/**
 * One word of what an advisory is about, as advisories are filtered and subscriptions are matched by it: `kind:…`, `vendor:siemens`,
 * `product:siemens/simatic s7`, `product:simatic s7`, `purl:pkg:npm/foo`, `cpe:cpe:2.3:a:vendor:product`, `cve:CVE-…`, `tag:…`, `sector:…`.
 * Advisories and criteria make them by these same functions, so that equal things are equal texts.
 */
export const TERM = {
  kind: (kind: Kind) => `kind:${kind}`,
  vendor: (vendor: string) => `vendor:${normalised(vendor)}`,
  /** Without a vendor: the product of that name, whoever makes it. */
  product: (product: string, vendor?: string) => `product:${vendor ? `${normalised(vendor)}/` : ''}${normalised(product)}`,
  /** Without version, qualifiers and subpath. */
  purl: (purl: string) => `purl:${withoutVersion(normalised(purl))}`,
  /** Part, vendor and product of a CPE 2.3 formatted string or a CPE 2.2 URI. */
  cpe: (cpe: string) => `cpe:cpe:2.3:${partVendorProduct(normalised(cpe))}`,
  cve: (cve: string) => `cve:${cve.trim().toUpperCase()}`,
  tag: (tag: string) => `tag:${normalised(tag)}`,
  sector: (sector: string) => `sector:${sector}`,
} as const;

/** Everything an advisory is about, each term once. */
export function termsOf(kind: Kind, content: AdvisoryContent): string[] {
  const terms = new Set<string>([TERM.kind(kind), ...content.tags.map(TERM.tag), ...content.sectors.map(TERM.sector)]);
  for (const { cve } of content.vulnerabilities) if (cve !== undefined) terms.add(TERM.cve(cve));
  for (const { vendor, product, purl, cpe } of content.affectedProducts) {
    if (terms.size >= MAX_TERMS) break;
    if (vendor !== '') terms.add(TERM.vendor(vendor)).add(TERM.product(product, vendor));
    terms.add(TERM.product(product));
    if (purl !== undefined) terms.add(TERM.purl(purl));
    if (cpe !== undefined) terms.add(TERM.cpe(cpe));
  }
  return [...terms];
}

/** A name as it is indexed and shown: no blanks around it, one between its words. */
export function evened(name: string): string {
  return name.replace(/\s+/g, ' ').trim();
}

/** How names are compared: one Unicode form, lower case, one blank between words. */
export function normalised(text: string): string {
  return evened(text.normalize('NFKC').toLowerCase());
}

/** The version stands behind the last `@` of the last path segment; an unencoded `@` of an npm scope is not one. */
function withoutVersion(purl: string): string {
  const path = purl.replace(/[?#].*$/, '');
  const at = path.lastIndexOf('@');
  return at > path.lastIndexOf('/') + 1 ? path.slice(0, at) : path;
}

function partVendorProduct(cpe: string): string {
  // A colon inside a component of a formatted string is written with a backslash before it.
  const components = cpe.replace(/^cpe:(2\.3:|\/)/, '').split(/(?<!\\):/);
  return components.slice(0, 3).join(':');
}
