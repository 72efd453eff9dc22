import type { AdvisoryContent, ProductTree, Scope } from '#libs/advisories';
import type { AffectedProduct } from './advisory-content.types.js';

/** The products with what the source's tree knows of them beside. */
export function toAffectedProducts({ affectedProducts, productTree }: AdvisoryContent): AffectedProduct[] {
  const tree = new Map((productTree?.products ?? []).map((product) => [product.id, product]));
  return affectedProducts.map((product) => {
    const known = product.productId === undefined ? undefined : tree.get(product.productId);
    // What is installed on something has the numbers of what is installed.
    const {
      modelNumbers = [],
      serialNumbers = [],
      skus = [],
    } = known?.identifiers ?? tree.get(known?.relationship?.product ?? '')?.identifiers ?? {};
    return {
      ...product,
      cpe: product.cpe ?? known?.cpe ?? null,
      purl: product.purl ?? known?.purl ?? null,
      cves: [...(product.cves ?? [])],
      modelNumbers: [...modelNumbers],
      serialNumbers: [...serialNumbers],
      skus: [...skus],
    };
  });
}

/** The names of the products that a statement speaks of, those of its groups among them, each once; none where it speaks of all. */
export function namesInScope({ products = [], groups = [] }: Scope, tree: ProductTree | undefined, first?: number): string[] {
  const members = (tree?.groups ?? []).filter(({ id }) => groups.includes(id)).flatMap((group) => group.products);
  const wanted = new Set([...products, ...members]);
  const names = new Set((tree?.products ?? []).filter(({ id }) => wanted.has(id)).map(({ name }) => name));
  return [...names].slice(0, first);
}
