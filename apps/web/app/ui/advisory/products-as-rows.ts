import type { ListedProduct } from './product-rows';
import { platformName } from './product-rows';

interface Product extends ListedProduct {
  readonly cves: readonly string[];
  readonly purl: string | null;
  readonly cpe: string | null;
}

const HEAD = 'vendor product version platform status cves name model_numbers serial_numbers skus purl cpe'.split(' ');

/** Every product of an advisory as the rows of a file, with a head; statuses as in CSAF 2.0 section 3.2.3.9. */
export function productsAsRows(products: readonly Product[]): string[][] {
  const rows = products.map(({ vendor, product, version, platform, status, name, purl, cpe, ...lists }) => [
    ...[vendor, product, version ?? '', platform === null ? '' : platformName(platform), status.toLowerCase(), lists.cves.join(' ')],
    ...[name ?? '', lists.modelNumbers.join(' '), lists.serialNumbers.join(' '), lists.skus.join(' '), purl ?? '', cpe ?? ''],
  ]);
  return [HEAD, ...rows];
}
