import type { AffectedProductInput, ProductStatus } from '../../../../api/gql/graphql';
import { EMPTY_ROW, parseRows, PRODUCT_COLUMNS } from './product-rows';
import type { ProductRow } from './product-rows';

/** The rows of the form, without those that were ticked to be taken away, and what was pasted after them. */
export function rowsIn(form: FormData): ProductRow[] {
  const rows: ProductRow[] = [];
  for (let at = 0; form.has(`product.${at}.vendor`); at += 1) {
    if (form.has(`product.${at}.remove`)) continue;
    const cell = (column: string) => {
      const value = form.get(`product.${at}.${column}`);
      return typeof value === 'string' ? value.trim() : '';
    };
    const row = { ...EMPTY_ROW, ...Object.fromEntries(PRODUCT_COLUMNS.map((column) => [column, cell(column)])) };
    if (row.vendor !== '' || row.product !== '') rows.push(row);
  }
  // What is being pasted becomes rows by its button, and not again with every saving by itself.
  const pasted = form.get('do') === 'autosave' ? null : form.get('paste');
  return [...rows, ...(typeof pasted === 'string' ? parseRows(pasted) : [])];
}

export function toProduct({ vendor, product, version, status, cves, purl, cpe }: ProductRow): AffectedProductInput {
  const ids = cves.split(/[\s,;]+/u).filter((each) => each !== '');
  return {
    vendor,
    product,
    status: status as ProductStatus,
    ...(version === '' ? {} : { version }),
    ...(purl === '' ? {} : { purl }),
    ...(cpe === '' ? {} : { cpe }),
    ...(ids.length === 0 ? {} : { cves: ids }),
  };
}
