import { PRODUCT_STATUSES } from '#libs/advisories';
import type { AdvisoryContent, ProductStatus, Scope } from '#libs/advisories';
import type { CsafProducts } from './csaf-products.js';
import type { CsafProductStatus } from './csaf-shapes.js';
import { unlessEmpty } from './csaf-values.js';

/** Statuses that contradict each other for one product (test 6.1.6), the one that a reader must not miss first; `recommended` never does. */
const CONTRADICTING: readonly (readonly ProductStatus[])[] = [
  ['known_affected', 'first_affected', 'last_affected'],
  ['under_investigation'],
  ['fixed', 'first_fixed'],
  ['known_not_affected'],
];
/** Which a score is about where its source does not say. */
const SCORED: readonly ProductStatus[] = ['known_affected', 'first_affected', 'last_affected', 'under_investigation'];

/** The status lists of one vulnerability. */
export class StatusLists {
  private readonly lists = new Map<ProductStatus, Set<string>>();
  /** What was said beside a graver status of the same product, as `[product id, status]`. */
  readonly contradicted: (readonly [id: string, status: ProductStatus])[] = [];

  add(status: ProductStatus, id: string): void {
    const list = this.lists.get(status);
    if (list === undefined) this.lists.set(status, new Set([id]));
    else list.add(id);
  }

  settle(): void {
    const seen = new Set<string>();
    for (const statuses of CONTRADICTING) {
      const found = statuses.flatMap((status) => [...(this.lists.get(status) ?? [])].map((id) => [id, status] as const));
      for (const [id, status] of found.filter((entry) => seen.has(entry[0]))) {
        this.lists.get(status)?.delete(id);
        this.contradicted.push([id, status]);
      }
      for (const [id] of found) seen.add(id);
    }
  }

  get productStatus(): CsafProductStatus | undefined {
    const lists = PRODUCT_STATUSES.flatMap((status) => {
      const ids = unlessEmpty([...(this.lists.get(status) ?? [])]);
      return ids === undefined ? [] : [[status, ids] as const];
    });
    return lists.length === 0 ? undefined : Object.fromEntries(lists);
  }

  /** The products that can be harmed, or all where none is named so. */
  get concerned(): readonly string[] {
    const harmed = SCORED.flatMap((status) => [...(this.lists.get(status) ?? [])]);
    return harmed.length > 0 ? [...new Set(harmed)] : this.of(...PRODUCT_STATUSES);
  }

  of(...statuses: readonly ProductStatus[]): readonly string[] {
    return [...new Set(statuses.flatMap((status) => [...(this.lists.get(status) ?? [])]))];
  }
}

/** The positions of the vulnerabilities that a statement speaks of; without any it speaks of the whole advisory. */
export class Positions {
  private readonly byCve = new Map<string, number[]>();
  private readonly all: readonly number[];

  constructor({ vulnerabilities }: AdvisoryContent) {
    this.all = vulnerabilities.map((_, position) => position);
    for (const [position, { cve }] of vulnerabilities.entries()) {
      if (cve !== undefined) this.byCve.set(cve, [...(this.byCve.get(cve) ?? []), position]);
    }
  }

  of({ cves, vulnerabilities }: Pick<Scope, 'cves' | 'vulnerabilities'>): readonly number[] {
    if (cves === undefined && vulnerabilities === undefined) return this.all;
    return [...(cves ?? []).flatMap((cve) => this.byCve.get(cve) ?? []), ...(vulnerabilities ?? [])];
  }
}

/** One `StatusLists` for each vulnerability, in their order. The work grows with the number of statements and nothing else. */
export function statusLists(content: AdvisoryContent, positions: Positions, products: CsafProducts): readonly StatusLists[] {
  const lists = content.vulnerabilities.map(() => new StatusLists());
  for (const product of content.affectedProducts) {
    const id = products.idOf(product);
    for (const position of positions.of(product)) lists[position]?.add(product.status, id);
  }
  for (const list of lists) list.settle();
  return lists;
}
