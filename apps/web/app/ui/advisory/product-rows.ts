import type { ProductStatus } from '../../api/gql/graphql';

export interface ListedProduct {
  readonly vendor: string;
  readonly product: string;
  readonly version: string | null;
  readonly status: ProductStatus;
  readonly name: string | null;
  readonly platform: { readonly vendor: string; readonly product: string; readonly version: string | null } | null;
  readonly modelNumbers: readonly string[];
  readonly serialNumbers: readonly string[];
  readonly skus: readonly string[];
}

export interface ProductRow {
  readonly vendor: string;
  readonly product: string;
  /** What it is installed on or a part of. */
  readonly platforms: readonly string[];
  /** Model and serial numbers; or full names, where these alone tell what is affected from what is not. */
  readonly models: readonly string[];
  readonly affected: readonly string[];
  readonly fixed: readonly string[];
  readonly statuses: readonly ProductStatus[];
}

const FIXED: ReadonlySet<ProductStatus> = new Set(['FIXED', 'FIRST_FIXED', 'RECOMMENDED']);
const AFFECTED: ReadonlySet<ProductStatus> = new Set(['KNOWN_AFFECTED', 'FIRST_AFFECTED', 'LAST_AFFECTED']);

/** One row for each product, platform and model of which different things are known; those of which the same is known share a row. */
export function productRows(products: readonly ListedProduct[]): readonly ProductRow[] {
  const isTold = contradictory(products);
  const single = new Map<string, Writable>();
  for (const each of products) {
    const base = baseOf(each);
    const models = isTold.has(base) && each.name !== null ? [each.name] : modelsOf(each);
    const key = JSON.stringify([base, models]);
    const row = single.get(key) ?? newRow(each, models);
    single.set(key, row);
    row.statuses.add(each.status);
    if (each.version !== null && AFFECTED.has(each.status)) row.affected.add(each.version);
    if (each.version !== null && FIXED.has(each.status)) row.fixed.add(each.version);
  }
  const rows = [...single.values()].map(({ affected, fixed, statuses, ...row }): ProductRow => ({
    ...row,
    affected: [...affected],
    fixed: [...fixed],
    statuses: [...statuses],
  }));
  return byProduct(merged(merged(rows, 'platforms'), 'models'));
}

interface Writable extends Pick<ProductRow, 'vendor' | 'product' | 'platforms' | 'models'> {
  readonly affected: Set<string>;
  readonly fixed: Set<string>;
  readonly statuses: Set<ProductStatus>;
}

function newRow(each: ListedProduct, models: readonly string[]): Writable {
  const { vendor, product, platform } = each;
  const platforms = platform === null ? [] : [platformName(platform)];
  return { vendor, product, platforms, models, affected: new Set(), fixed: new Set(), statuses: new Set() };
}

function modelsOf({ modelNumbers, serialNumbers, skus }: ListedProduct): readonly string[] {
  return [...new Set([...modelNumbers, ...serialNumbers, ...skus])];
}

function baseOf(each: ListedProduct): string {
  const { vendor, product, platform } = each;
  return JSON.stringify([vendor, product, platform === null ? '' : platformName(platform), modelsOf(each)]);
}

export function platformName({ vendor, product, version }: NonNullable<ListedProduct['platform']>): string {
  const name = product.toLowerCase().startsWith(vendor.toLowerCase()) ? product : `${vendor} ${product}`;
  return [name, version].filter((part) => part !== null && part !== '').join(' ');
}

/** Where products that only their names tell apart have different statuses in one version. */
function contradictory(products: readonly ListedProduct[]): ReadonlySet<string> {
  const known = new Map<string, Map<string, Set<ProductStatus>>>();
  for (const each of products) {
    const key = JSON.stringify([baseOf(each), each.version]);
    const names = known.get(key) ?? new Map<string, Set<ProductStatus>>();
    known.set(key, names.set(each.name ?? '', new Set([...(names.get(each.name ?? '') ?? []), each.status])));
  }
  const differing = [...known].filter(([, names]) => new Set([...names.values()].map((set) => [...set].sort().join())).size > 1);
  return new Set(differing.map(([key]) => (JSON.parse(key) as [string, string | null])[0]));
}

/** Rows that differ in one list alone are one row with all of them. */
function merged(rows: readonly ProductRow[], list: 'platforms' | 'models'): readonly ProductRow[] {
  const known = new Map<string, ProductRow>();
  for (const row of rows) {
    // A row without a platform or model speaks of all of them, and is no part of a list.
    const key = JSON.stringify([{ ...row, [list]: row[list].length > 0 }, [...row.statuses].sort()]);
    const before = known.get(key);
    known.set(key, before === undefined ? row : { ...before, [list]: [...new Set([...before[list], ...row[list]])] });
  }
  return [...known.values()];
}

/** Rows of one vendor and product stand together, in the order in which the source names them first. */
function byProduct(rows: readonly ProductRow[]): readonly ProductRow[] {
  const groups = Map.groupBy(rows, ({ vendor, product }) => JSON.stringify([vendor, product]));
  const vendors = Map.groupBy([...groups.values()], ([first]) => first?.vendor ?? '');
  return [...vendors.values()].flat(2);
}
