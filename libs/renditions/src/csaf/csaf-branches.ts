import { isCpe, isPurl } from '#libs/advisories';
import type { TreeProduct } from '#libs/advisories';
import { uriOrNone } from '../uri-or-none.js';
import type { CsafBranch, CsafProduct } from './csaf-shapes.js';
import { distinct, unlessBare, unlessEmpty } from './csaf-values.js';

/** CSAF 2.0 section 3.1.2.2. */
const BRANCH_CATEGORIES = new Set([
  'architecture', 'host_name', 'language', 'legacy', 'patch_level', 'product_family', 'product_name', 'product_version',
  'product_version_range', 'service_pack', 'specification', 'vendor',
]); // prettier-ignore
/** Where a purl that its own specification forbids is kept: it is still an address of the product. */
const PURL_NAMESPACE = 'https://github.com/package-url/purl-spec';
const CSAF_PURL = /^pkg:[A-Za-z.\-+][A-Za-z0-9.\-+]*\/.+/;
const HASH = /^[0-9a-fA-F]{32,}$/;

interface Node {
  readonly category: string;
  readonly name: string;
  product?: CsafProduct;
  readonly children: Map<string, Node>;
}

/** Puts the flat list of products back into branches: products with equal beginnings share them (CSAF 2.0 section 3.1.2). */
export function branchesOf(products: readonly TreeProduct[]): readonly CsafBranch[] | undefined {
  const root: Node = { category: '', name: '', children: new Map() };
  for (const product of products) {
    let node = root;
    const path = product.branches ?? [];
    for (const [depth, [category, name]] of path.entries()) node = childOf(node, category, name, depth === path.length - 1);
    node.product = csafProduct(product);
  }
  return written(root);
}

/** A branch holds one product: another one of the same name stands beside it. */
function childOf(node: Node, category: string, name: string, isLeaf: boolean): Node {
  let key = JSON.stringify([category, name]);
  let child = node.children.get(key);
  while (isLeaf && child?.product !== undefined) {
    key += '+';
    child = node.children.get(key);
  }
  if (child !== undefined) return child;
  const created: Node = {
    category: BRANCH_CATEGORIES.has(category) ? category : 'product_name',
    name: name === '' ? '-' : name,
    children: new Map(),
  };
  node.children.set(key, created);
  return created;
}

function written(node: Node): readonly CsafBranch[] | undefined {
  const branches = [...node.children.values()].map((child) => ({
    category: child.category,
    name: child.name,
    product: child.product,
    branches: written(child),
  }));
  return unlessEmpty(branches);
}

/** CSAF 2.0 section 3.1.3. */
export function csafProduct({ id, name, cpe, purl, identifiers }: TreeProduct): CsafProduct {
  const isGoodPurl = purl !== undefined && isPurl(purl) && CSAF_PURL.test(purl) && uriOrNone(purl) === purl;
  const uris = [
    ...(identifiers?.genericUris ?? []),
    ...(purl === undefined || isGoodPurl ? [] : [{ namespace: PURL_NAMESPACE, uri: purl }]),
  ].flatMap(({ namespace, uri }) => {
    const [theirs, address] = [uriOrNone(namespace), uriOrNone(uri)];
    return theirs === undefined || address === undefined ? [] : [{ namespace: theirs, uri: address }];
  });
  const helper = {
    cpe: cpe !== undefined && isCpe(cpe) ? cpe : undefined,
    purl: isGoodPurl ? purl : undefined,
    hashes: hashesOf(identifiers?.hashes),
    model_numbers: distinct(identifiers?.modelNumbers),
    sbom_urls: distinct(identifiers?.sbomUrls?.map((url) => uriOrNone(url) ?? '')),
    serial_numbers: distinct(identifiers?.serialNumbers),
    skus: distinct(identifiers?.skus),
    x_generic_uris: unlessEmpty(uris),
  };
  return { product_id: id, name, product_identification_helper: unlessBare(helper) };
}

function hashesOf(hashes: NonNullable<TreeProduct['identifiers']>['hashes']): readonly object[] | undefined {
  const files = (hashes ?? []).flatMap(({ filename, fileHashes }) => {
    const values = fileHashes.filter(({ algorithm, value }) => algorithm !== '' && HASH.test(value));
    return filename === '' || values.length === 0
      ? []
      : [{ filename, file_hashes: values.map(({ algorithm, value }) => ({ algorithm, value })) }];
  });
  return unlessEmpty(files);
}
