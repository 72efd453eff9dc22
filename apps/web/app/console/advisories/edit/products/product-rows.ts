import type { ProductStatus } from '../../../../api/gql/graphql';
import { PRODUCT_STATUSES } from '../../vocabulary';
import { cellsOf } from './pasted-cells';

/** One row of the table as it is typed: everything is text. */
export type ProductRow = Readonly<Record<ProductColumn, string>>;
export const PRODUCT_COLUMNS = ['vendor', 'product', 'version', 'status', 'cves', 'purl', 'cpe'] as const;
export type ProductColumn = (typeof PRODUCT_COLUMNS)[number];

/** More rows than anybody edits by hand are not drawn as fields; they are replaced by pasting. */
export const MAX_ROWS_SHOWN = 150;

export const EMPTY_ROW: ProductRow = { vendor: '', product: '', version: '', status: 'KNOWN_AFFECTED', cves: '', purl: '', cpe: '' };

/** How spreadsheets name the columns. */
const HEADINGS: Readonly<Record<string, ProductColumn>> = {
  vendor: 'vendor', manufacturer: 'vendor', maker: 'vendor', 廠商: 'vendor', 供應商: 'vendor', 厂商: 'vendor', 供应商: 'vendor',
  product: 'product', name: 'product', 產品: 'product', 产品: 'product',
  version: 'version', versions: 'version', 'affected versions': 'version', 版本: 'version',
  status: 'status', 狀態: 'status', 状态: 'status',
  cve: 'cves', cves: 'cves', purl: 'purl', 'package url': 'purl', cpe: 'cpe',
}; // prettier-ignore

/** The usual words of the three languages, each as a whole cell: of half a sentence nobody knows what it says. */
const STATUS_WORDS: readonly (readonly [RegExp, ProductStatus])[] = [
  [/^(?:known )?(?:not|non|un) ?(?:affected|vulnerable|impacted)$|^(?:no|n)$|^(?:不|未|沒有|没有|無|无)受?[影][響响]$|^否$|^[無无]漏洞$/u, 'KNOWN_NOT_AFFECTED'],
  [/^(?:known )?(?:affected|vulnerable|impacted)$|^(?:yes|y)$|^(?:已知)?受影[響响]$|^是$|^[有存]在?漏洞$/u, 'KNOWN_AFFECTED'],
  [/^first ?(?:fixed|patched)(?: version)?$|^首[個个](?:已?修[復复]|修[補补])(?:版本)?$/u, 'FIRST_FIXED'],
  [/^(?:fixed|patched|resolved|remediated)(?: (?:in|since|from) .+)?$|^已?(?:修[復复]|修[補补]|修正|解[決决])$/u, 'FIXED'],
  [/^first ?affected(?: version)?$|^首[個个]受影[響响](?:版本)?$/u, 'FIRST_AFFECTED'],
  [/^last ?affected(?: version)?$|^最[後后]受影[響响](?:版本)?$/u, 'LAST_AFFECTED'],
  [/^(?:(?:under|in) )?investigat(?:ion|ing)$|^(?:正在)?[調调]查中?$/u, 'UNDER_INVESTIGATION'],
  [/^recommended(?: version)?$|^建[議议](?:版本)?$/u, 'RECOMMENDED'],
]; // prettier-ignore

/** A row of what was pasted, with the number of its line: the heading is line 1. */
export interface PastedRow {
  readonly line: number;
  readonly row: ProductRow;
}

/**
 * Rows that were copied from a spreadsheet (tabs) or a CSV file (commas or semicolons, quoted as in RFC 4180), with a heading or without. A
 * status that is not known stays as it was written, for the author to choose one.
 */
export function parseRows(text: string): PastedRow[] {
  const lines = cellsOf(text);
  const headings = (lines[0]?.cells ?? []).map((cell) => HEADINGS[cell.trim().toLowerCase()]);
  const hasHeading = headings.filter((each) => each !== undefined).length >= 2;
  const columns = hasHeading ? headings : PRODUCT_COLUMNS;
  return lines.slice(hasHeading ? 1 : 0).map(({ line, cells }) => {
    const row: Record<ProductColumn, string> = { ...EMPTY_ROW, status: '' };
    for (const [at, cell] of cells.entries()) {
      const column = columns[at];
      if (column !== undefined) row[column] = cell.trim();
    }
    return { line, row: { ...row, status: statusOf(row.status) } };
  });
}

/** Of an empty cell: affected, as the list is of what is affected. */
function statusOf(text: string): string {
  const words = text.toLowerCase().replaceAll(/[\s_-]+/gu, ' ').trim(); // prettier-ignore
  if (words === '') return EMPTY_ROW.status;
  const named = PRODUCT_STATUSES.find((status) => status.toLowerCase().replaceAll('_', ' ') === words);
  return named ?? STATUS_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? text;
}

export function isStatus(text: string): text is ProductStatus {
  return PRODUCT_STATUSES.some((status) => status === text);
}

/** Positions of rows that say again what an earlier one says. */
export function duplicatesIn(rows: readonly ProductRow[]): ReadonlySet<number> {
  const seen = new Set<string>();
  return new Set(
    rows.flatMap(({ vendor, product, version, status, cves }, at) => {
      if (vendor === '' && product === '') return [];
      const key = JSON.stringify([vendor, product, version, status, cves].map((cell) => cell.trim().toLowerCase()));
      if (seen.has(key)) return [at];
      seen.add(key);
      return [];
    }),
  );
}
