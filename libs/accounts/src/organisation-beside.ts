import { ORGANISATION_FIELDS } from './account.columns.js';
import type { Organisation } from './account.queries.js';

const MARK = 'organisation.';
const FIELDS: Readonly<Record<keyof Organisation, string>> = ORGANISATION_FIELDS;

/** The columns of an organisation `o` in a row of something else, which is left-joined with it. */
export const ORGANISATION_BESIDE = Object.entries(FIELDS)
  .map(([name, column]) => `o.${column} AS "${MARK}${name}"`)
  .join(', ');

/** The organisation beside a row; undefined where the reader sees none. */
export function organisationBeside(row: Readonly<Record<string, unknown>>): Organisation | undefined {
  if (row[`${MARK}id`] === null) return undefined;
  return Object.fromEntries(Object.keys(FIELDS).map((name) => [name, row[MARK + name]])) as unknown as Organisation;
}
