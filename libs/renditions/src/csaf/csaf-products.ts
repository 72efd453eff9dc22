import { createHash } from 'node:crypto';
import type { AdvisoryContent, AffectedProduct, Platform, TreeProduct } from '#libs/advisories';
import { branchesOf, csafProduct } from './csaf-branches.js';
import type { CsafProductTree, CsafRelationship, CsafSubjects } from './csaf-shapes.js';
import { distinct, unlessEmpty } from './csaf-values.js';

/** What test 6.1.31 takes for a range; `vers:` is the syntax of section 3.1.2.3.2. */
const RANGE = /^vers:|[<>=*]|\b(after|all|before|earlier|later|prior|versions)\b/i;
/** CSAF 2.0 section 3.2.2.4.1. */
const RELATIONSHIPS = new Set(['default_component_of', 'external_component_of', 'installed_on', 'installed_with', 'optional_component_of']);

/** Every product of a document under one id, from the source's own tree where there is one. */
export class CsafProducts {
  private readonly products = new Map<string, TreeProduct>();
  private readonly groups = new Map<string, readonly string[]>();

  constructor(private readonly content: AdvisoryContent) {
    // An id that a source defines twice is defined once here: test 6.1.2 forbids more.
    for (const product of content.productTree?.products ?? []) this.define(product);
    for (const { id, products } of content.productTree?.groups ?? []) this.groups.set(id, distinct(products) ?? []);
    for (const product of content.affectedProducts) this.idOf(product);
    for (const id of referencedIds(content, [...this.products.values()])) this.define({ id, name: id });
  }

  /** The id of a product; one that no tree defines is defined from its vendor, name and version. */
  idOf(product: AffectedProduct): string {
    const { productId } = product;
    if (productId !== undefined && this.products.has(productId)) return productId;
    const own = productOf(product, product.platform === undefined ? productId : undefined);
    if (product.platform === undefined) return this.define(own);
    const component = this.define(own);
    const platform = this.define(platformOf(product.platform));
    return this.define({
      id: productId ?? stableId([component, platform]),
      name: product.name ?? `${own.name} on ${platformName(product.platform)}`,
      relationship: { category: 'installed_on', product: component, relatesTo: platform },
    });
  }

  /** The same products, a group of fewer than two (which section 3.2.2.3 forbids) replaced by what is in it. */
  subjects({ products = [], groups = [] }: { readonly products?: readonly string[]; readonly groups?: readonly string[] }): CsafSubjects {
    const [kept, replaced] = [groups.filter((id) => this.isGroup(id)), groups.filter((id) => !this.isGroup(id))];
    return {
      product_ids: distinct([...products, ...replaced.flatMap((id) => this.groups.get(id) ?? [])]),
      group_ids: distinct(kept),
    };
  }

  /** CSAF 2.0 section 3.2.2; nothing where the advisory speaks of no product. */
  tree(): CsafProductTree | undefined {
    const all = [...this.products.values()];
    if (all.length === 0) return undefined;
    const related = all.filter(({ relationship }) => relationship !== undefined);
    return {
      branches: branchesOf(all.filter((product) => product.branches !== undefined && product.branches.length > 0)),
      full_product_names: unlessEmpty(
        all.filter((product) => product.relationship === undefined && (product.branches ?? []).length === 0).map(csafProduct),
      ),
      relationships: unlessEmpty(related.map(relationshipOf)),
      product_groups: unlessEmpty(
        (this.content.productTree?.groups ?? [])
          .filter(({ id }) => this.isGroup(id))
          .map(({ id, summary }) => ({ group_id: id, product_ids: this.groups.get(id) ?? [], summary })),
      ),
    };
  }

  private isGroup(id: string): boolean {
    return (this.groups.get(id) ?? []).length >= 2;
  }

  private define(product: TreeProduct): string {
    if (!this.products.has(product.id)) this.products.set(product.id, product);
    return product.id;
  }
}

function relationshipOf(product: TreeProduct): CsafRelationship {
  const { category = '', product: component, relatesTo } = product.relationship ?? {};
  return {
    category: RELATIONSHIPS.has(category) ? category : 'installed_on',
    product_reference: component,
    relates_to_product_reference: relatesTo,
    full_product_name: csafProduct(product),
  };
}

function productOf({ vendor, product, version, purl, cpe, name, platform }: AffectedProduct, id: string | undefined): TreeProduct {
  const spelledOut = [vendor, product, version].filter((part) => part !== undefined && part !== '').join(' ');
  return {
    // Without revision or position: one product has one id in all advisories, by which asset lists are matched.
    id: id ?? stableId([vendor, product, version, purl, cpe]),
    name: platform === undefined ? (name ?? spelledOut) : spelledOut,
    purl,
    cpe,
    branches: branchesTo(vendor, product, version),
  };
}

function platformOf({ vendor, product, version, cpe }: Platform): TreeProduct {
  return {
    id: stableId([vendor, product, version, undefined, cpe]),
    name: platformName({ vendor, product, version }),
    cpe,
    branches: branchesTo(vendor, product, version),
  };
}

function platformName({ vendor, product, version }: Platform): string {
  return [vendor, product, version].filter((part) => part !== undefined && part !== '').join(' ');
}

function branchesTo(vendor: string, product: string, version: string | undefined): NonNullable<TreeProduct['branches']> {
  const path: (readonly [string, string])[] = vendor === '' ? [] : [['vendor', vendor]];
  path.push(['product_name', product]);
  if (version !== undefined) path.push([RANGE.test(version) ? 'product_version_range' : 'product_version', version]);
  return path;
}

function stableId(parts: readonly (string | undefined)[]): string {
  return `P-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)}`;
}

/** Every product id that something speaks of: test 6.1.1 wants each defined. */
function referencedIds(
  { productTree, vulnerabilities, remediations = [] }: AdvisoryContent,
  products: readonly TreeProduct[],
): Set<string> {
  const statements = vulnerabilities.flatMap(({ threats = [], flags = [], cvss = [] }) => [...threats, ...flags, ...cvss]);
  return new Set([
    ...[...statements, ...remediations].flatMap((statement) => statement.products ?? []),
    ...(productTree?.groups ?? []).flatMap((group) => group.products),
    ...products.flatMap(({ relationship }) => (relationship === undefined ? [] : [relationship.product, relationship.relatesTo])),
  ]);
}
