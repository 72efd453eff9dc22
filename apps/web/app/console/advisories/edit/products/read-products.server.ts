import { data } from 'react-router';
import type { AffectedProductInput, ProductStatus } from '../../../../api/gql/graphql';
import type { Told } from '../../../../ui/static/told-text';
import { consoleWords } from '../../../words.server';
import type { SectionAnswer } from '../save.server';
import { EMPTY_ROW, isStatus, parseRows, PRODUCT_COLUMNS } from './product-rows';
import type { ProductColumn, ProductRow } from './product-rows';

/** A row of the form, or one of what was pasted, with where it stands. */
export interface GivenRow {
  readonly row: ProductRow;
  /** The id of its place on the page. */
  readonly place: string;
  /** From 1: of a row of the form its number, of what was pasted its line. */
  readonly number: number;
}

const PASTE = 'paste';
/** Of a long list of faults the first ones are enough to begin with. */
const MAX_TOLD = 5;

/** The rows of the form, without those that were ticked to be taken away, and what was pasted after them. */
export function rowsIn(form: FormData): GivenRow[] {
  const rows: GivenRow[] = [];
  for (let at = 0; form.has(`product.${at}.vendor`); at += 1) {
    if (form.has(`product.${at}.remove`)) continue;
    const cell = (column: string) => {
      const value = form.get(`product.${at}.${column}`);
      return typeof value === 'string' ? value.trim() : '';
    };
    const row = { ...EMPTY_ROW, ...Object.fromEntries(PRODUCT_COLUMNS.map((column) => [column, cell(column)])) };
    if (hasText(row)) rows.push({ row, place: `affectedProducts.${at}`, number: at + 1 });
  }
  // What is being pasted becomes rows by its button, and not again with every saving by itself.
  const pasted = form.get('do') === 'autosave' ? null : form.get(PASTE);
  const lines = typeof pasted === 'string' ? parseRows(pasted) : [];
  return [...rows, ...lines.map(({ line, row }) => ({ row, place: PASTE, number: line }))];
}

function hasText(row: ProductRow): boolean {
  return PRODUCT_COLUMNS.some((column) => column !== 'status' && row[column] !== '');
}

/** What is wrong with rows before the API is asked: nobody but their author knows what they mean. */
export function problemsIn(request: Request, rows: readonly GivenRow[]): Readonly<Record<string, Told>> {
  const t = consoleWords(request);
  const found: [string, string][] = rows.flatMap(({ row, place, number }) => {
    const where = place === PASTE ? t('products.wrong.line', { number }) : t('products.wrong.row', { number });
    const problems = [
      ...(['vendor', 'product'] as const satisfies readonly ProductColumn[])
        .filter((column) => row[column] === '')
        .map((column) => t(`products.wrong.no-${column}`, { where })),
      ...(isStatus(row.status) ? [] : [t('products.wrong.status', { where, word: row.status })]),
    ];
    return problems.map((words): [string, string] => [place, words]);
  });
  return joined(found);
}

/** The API's errors at the rows of the form that they are about; `offset`: how many rows stood before them. */
export function atRows(request: Request, answer: ReturnType<typeof data<SectionAnswer>>, rows: readonly GivenRow[], offset: number) {
  const t = consoleWords(request);
  const others: Record<string, Told> = {};
  const found = Object.entries(answer.data.errors).flatMap(([path, told]): [string, string][] => {
    const [, at] = /^affectedProducts\.(\d+)/u.exec(path) ?? [];
    const given = at === undefined ? undefined : rows[Number(at) - offset];
    if (given === undefined) {
      others[path] = told;
      return [];
    }
    const where =
      given.place === PASTE ? t('products.wrong.line', { number: given.number }) : t('products.wrong.row', { number: given.number });
    return [[given.place, t('products.wrong.other', { where, words: typeof told === 'string' ? told : told.text })]];
  });
  return data<SectionAnswer>({ ...answer.data, errors: { ...others, ...joined(found) } }, answer.init ?? undefined);
}

/** One error for each place, of a few sentences. */
function joined(found: readonly (readonly [string, string])[]): Record<string, string> {
  const places = [...new Set(found.map(([place]) => place))];
  return Object.fromEntries(
    places.map((place) => {
      const told = [...new Set(found.filter(([each]) => each === place).map(([, words]) => words))];
      return [place, told.slice(0, MAX_TOLD).join(' ') + (told.length > MAX_TOLD ? ' …' : '')];
    }),
  );
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
