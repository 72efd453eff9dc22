import type { ProductGroup, ProductIdentifiers, ProductTree, TreeProduct } from '../../content-source.js';
import type { JsonPlace } from '../json-place.js';
import { readAddress, readAddresses, unlessEmpty } from './csaf-parts.js';

type Branches = NonNullable<TreeProduct['branches']>;

/** Kept for one product. CSAF 2.0 sets no limit and real trees have 4; more than this no document has that is read (`MAX_JSON_DEPTH`). */
const MAX_BRANCHES = 100;

/**
 * Reads the product tree (CSAF 2.0 section 3.2.2) into one flat list, in the order of the document, each product with its branches.
 * An id that is defined twice in the same words counts once; in different words both stay, and the place is noted.
 */
export function readProductTree(root: JsonPlace): ProductTree {
  const tree = root.field('product_tree');
  const products = new ProductList();
  const walk = (owner: JsonPlace, above: Branches): void => {
    const isFull = above.length >= MAX_BRANCHES;
    if (isFull && owner.field('branches').exists) owner.field('branches').note(`no more than ${MAX_BRANCHES} levels of branches`);
    for (const branch of owner.list('branches')) {
      const path: Branches = isFull ? above : [...above, [branch.text('category') ?? '', branch.text('name') ?? '']];
      products.add(branch.field('product'), { branches: path });
      walk(branch, path);
    }
  };
  walk(tree, []);
  for (const place of tree.list('full_product_names')) products.add(place, {});
  for (const place of tree.list('relationships')) {
    const product = place.text('product_reference');
    const relatesTo = place.text('relates_to_product_reference');
    const relationship = product && relatesTo ? { category: place.text('category') ?? '', product, relatesTo } : undefined;
    products.add(place.field('full_product_name'), { relationship });
  }
  return { products: products.list, groups: unlessEmpty(tree.list('product_groups').flatMap(readGroup)) };
}

class ProductList {
  readonly list: TreeProduct[] = [];
  private readonly known = new Map<string, TreeProduct>();

  add(place: JsonPlace, position: Pick<TreeProduct, 'branches' | 'relationship'>): void {
    if (!place.exists) return;
    const id = place.text('product_id');
    if (id === undefined) {
      place.field('product_id').note('a product id');
      return;
    }
    const product: TreeProduct = { id, name: place.text('name') ?? id, ...readHelper(place), ...position };
    const earlier = this.known.get(id);
    if (earlier === undefined) this.known.set(id, product);
    else if (JSON.stringify(earlier) === JSON.stringify(product)) return;
    else place.field('product_id').note('an id that is defined once');
    this.list.push(product);
  }
}

function readHelper(product: JsonPlace): Pick<TreeProduct, 'cpe' | 'purl' | 'identifiers'> {
  const helper = product.field('product_identification_helper');
  if (!helper.exists) return {};
  const identifiers: ProductIdentifiers = {
    hashes: unlessEmpty(helper.list('hashes').map(readHash)),
    modelNumbers: helper.texts('model_numbers'),
    sbomUrls: readAddresses(helper, 'sbom_urls'),
    serialNumbers: helper.texts('serial_numbers'),
    skus: helper.texts('skus'),
    genericUris: unlessEmpty(
      helper.list('x_generic_uris').map((place) => ({ namespace: place.text('namespace') ?? '', uri: readAddress(place, 'uri') ?? '' })),
    ),
  };
  const isEmpty = Object.values(identifiers).every((value) => value === undefined);
  return { cpe: helper.text('cpe'), purl: helper.text('purl'), identifiers: isEmpty ? undefined : identifiers };
}

function readHash(place: JsonPlace): NonNullable<ProductIdentifiers['hashes']>[number] {
  const fileHashes = place
    .list('file_hashes')
    .map((hash) => ({ algorithm: hash.text('algorithm') ?? '', value: hash.text('value') ?? '' }));
  return { filename: place.text('filename') ?? '', fileHashes };
}

function readGroup(place: JsonPlace): ProductGroup[] {
  const id = place.text('group_id');
  if (id === undefined) place.field('group_id').note('a group id');
  return id === undefined ? [] : [{ id, products: place.texts('product_ids') ?? [], summary: place.text('summary') }];
}
