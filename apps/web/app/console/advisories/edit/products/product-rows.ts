import type { ProductStatus } from '../../../../api/gql/graphql';
import { PRODUCT_STATUSES } from '../../vocabulary';

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

const STATUS_WORDS: readonly (readonly [RegExp, ProductStatus])[] = [
  [/not[ _]?affected|不受影響|不受影响/iu, 'KNOWN_NOT_AFFECTED'],
  [/first[ _]?fixed/iu, 'FIRST_FIXED'],
  [/fixed|patched|已修/iu, 'FIXED'],
  [/first[ _]?affected/iu, 'FIRST_AFFECTED'],
  [/last[ _]?affected/iu, 'LAST_AFFECTED'],
  [/investigat|調查|调查/iu, 'UNDER_INVESTIGATION'],
  [/recommend|建議|建议/iu, 'RECOMMENDED'],
];

/** Rows that were copied from a spreadsheet (tabs) or a CSV file (commas or semicolons, quoted as in RFC 4180), with a heading or without. */
export function parseRows(text: string): ProductRow[] {
  const lines = cellsOf(text);
  const headings = (lines[0] ?? []).map((cell) => HEADINGS[cell.trim().toLowerCase()]);
  const hasHeading = headings.filter((each) => each !== undefined).length >= 2;
  const columns = hasHeading ? headings : PRODUCT_COLUMNS;
  return lines.slice(hasHeading ? 1 : 0).flatMap((cells) => {
    const row: Record<ProductColumn, string> = { ...EMPTY_ROW };
    for (const [at, cell] of cells.entries()) {
      const column = columns[at];
      if (column !== undefined) row[column] = cell.trim();
    }
    row.status = statusOf(row.status);
    return row.vendor === '' && row.product === '' ? [] : [row];
  });
}

function statusOf(text: string): ProductStatus {
  const named = PRODUCT_STATUSES.find((status) => status === text.trim().toUpperCase().replaceAll(/[ -]/gu, '_'));
  return named ?? STATUS_WORDS.find(([words]) => words.test(text))?.[1] ?? 'KNOWN_AFFECTED';
}

function cellsOf(text: string): string[][] {
  const separator = text.includes('\t') ? '\t' : (text.split('\n', 1)[0] ?? '').includes(';') ? ';' : ',';
  const lines: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const endCell = () => {
    lines.at(-1)?.push(cell);
    cell = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '"' && (isQuoted || cell === '')) {
      if (isQuoted && text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = !isQuoted;
    } else if (!isQuoted && character === separator) endCell();
    else if (!isQuoted && character === '\n') {
      endCell();
      lines.push([]);
    } else if (character !== '\r') cell += character;
  }
  endCell();
  return lines.filter((cells) => cells.some((each) => each.trim() !== ''));
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
