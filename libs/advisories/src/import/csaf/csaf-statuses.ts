import { PRODUCT_STATUSES, REMEDIATION_CATEGORIES } from '../../content.js';
import type { AffectedProduct, ProductStatus, Remediation } from '../../content.js';
import { shown } from '../json-place.js';
import type { JsonPlace } from '../json-place.js';
import { readAddress } from './csaf-parts.js';
import type { ProductDirectory } from './csaf-product-names.js';
import { cveOf } from './csaf-vulnerabilities.js';

/** The vulnerabilities that one statement speaks of, collected while the document is read. */
class Subjects {
  private readonly cves: string[] = [];
  private readonly positions: number[] = [];

  /** Vulnerabilities come in order, so one that is named twice is the last one. */
  add(cve: string | undefined, position: number): void {
    if (cve === undefined) {
      if (this.positions.at(-1) !== position) this.positions.push(position);
    } else if (this.cves.at(-1) !== cve) this.cves.push(cve);
  }

  get scope(): { cves?: readonly string[]; vulnerabilities?: readonly number[] } {
    return {
      cves: this.cves.length > 0 ? this.cves : undefined,
      vulnerabilities: this.positions.length > 0 ? this.positions : undefined,
    };
  }
}

/**
 * Turns the status lists of all vulnerabilities (CSAF 2.0 section 3.2.3.9) into one entry per product and status, which names the
 * vulnerabilities. The work grows with the number of list entries and nothing else: documents have lists of thousands.
 */
export function readAffectedProducts(root: JsonPlace, directory: ProductDirectory): readonly AffectedProduct[] {
  const found = new Map<ProductStatus, Map<string, Subjects>>();
  const undefinedIds = new Set<string>();
  for (const [position, vulnerability] of root.list('vulnerabilities').entries()) {
    const cve = cveOf(vulnerability);
    const statuses = vulnerability.field('product_status');
    for (const status of PRODUCT_STATUSES) {
      for (const id of statuses.texts(status) ?? []) {
        if (!directory.has(id) && !undefinedIds.has(id)) {
          undefinedIds.add(id);
          statuses.field(status).note(`products of the product tree, which does not define ${shown(id)}`);
        }
        const ofStatus = entry(found, status, () => new Map<string, Subjects>());
        entry(ofStatus, id, () => new Subjects()).add(cve, position);
      }
    }
  }
  return [...found].flatMap(([status, products]) =>
    [...products].map(([id, subjects]) => ({ ...directory.namesOf(id), status, ...subjects.scope, productId: id })),
  );
}

/** Reads remediations (CSAF 2.0 section 3.2.3.12); what several vulnerabilities say in the same words of the same products is one. */
export function readRemediations(root: JsonPlace): readonly Remediation[] {
  const found = new Map<string, { remediation: Remediation; subjects: Subjects }>();
  for (const [position, vulnerability] of root.list('vulnerabilities').entries()) {
    const cve = cveOf(vulnerability);
    for (const place of vulnerability.list('remediations')) {
      const remediation = readRemediation(place);
      if (remediation === undefined) continue;
      const known = entry(found, JSON.stringify(remediation), () => ({ remediation, subjects: new Subjects() }));
      known.subjects.add(cve, position);
    }
  }
  return [...found.values()].map(({ remediation, subjects }) => ({ ...remediation, ...subjects.scope }));
}

function readRemediation(place: JsonPlace): Remediation | undefined {
  const category = place.oneOf('category', REMEDIATION_CATEGORIES);
  const details = place.text('details');
  if (details === undefined) place.field('details').note('a text');
  if (category === undefined || details === undefined) return undefined;
  const restart = place.field('restart_required');
  return {
    category,
    details,
    url: readAddress(place, 'url'),
    date: place.instant('date'),
    entitlements: place.texts('entitlements'),
    restartRequired: restart.exists ? { category: restart.text('category') ?? '', details: restart.text('details') } : undefined,
    products: place.texts('product_ids'),
    groups: place.texts('group_ids'),
  };
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}
