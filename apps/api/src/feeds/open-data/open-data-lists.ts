import { OPEN_DATA_COLUMNS, visibleText } from '#libs/renditions';
import type { ListScope, OpenDataColumn } from '#libs/renditions';
import { isPastYear } from '../feed-lists.js';
import type { FeedList } from '../feed-lists.js';
import type { RowList } from '../list-chunks.js';

export interface OpenDataAbout {
  readonly licence: string;
  readonly publisher: string;
  readonly publicApiUrl: string;
}

type Row = Partial<Record<OpenDataColumn, unknown>>;

/** Everything that is TLP:CLEAR, or what of it was first published in one year, one row an advisory, the last changed first. */
export function openDataList(format: 'csv' | 'json', year: string | undefined, about: OpenDataAbout): FeedList {
  const scope: ListScope = { format: 'entry', language: 'en', labels: ['CLEAR'], ...(year === undefined ? {} : { year }) };
  return {
    name: `open-data ${format} ${year ?? 'all'} ${about.licence}`,
    format: 'entry',
    mediaType: format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json',
    isPublic: true,
    content: format === 'csv' ? csv(scope, about) : json(scope, about),
    isAbsentWhenEmpty: year !== undefined && isPastYear(year),
  };
}

function json(scope: ListScope, { licence, publisher, publicApiUrl }: OpenDataAbout): RowList {
  const head = JSON.stringify({ $schema: `${publicApiUrl}/open-data/schema.json`, licence, publisher });
  const rows: RowList['rows'] = (documents) => documents.map(({ listEntry }) => listEntry).join(',\n');
  return { scope, head: () => `${head.slice(0, -1)},"advisories":[\n`, rows, separator: ',\n', tail: '\n]}\n' };
}

/** RFC 4180, with CRLF. */
function csv(scope: ListScope, { licence }: OpenDataAbout): RowList {
  const rows: RowList['rows'] = (documents) => documents.map(({ listEntry }) => lineOf(listEntry, licence)).join('');
  return { scope, head: () => `${OPEN_DATA_COLUMNS.join(',')}\r\n`, rows, separator: '', tail: '' };
}

function lineOf(listEntry: string, licence: string): string {
  const row = { ...(JSON.parse(listEntry) as Row), licence };
  return `${OPEN_DATA_COLUMNS.map((column) => cell(row[column])).join(',')}\r\n`;
}

/** A text that a spreadsheet would run as a formula gets an apostrophe before it, and none has control characters: imported texts are nobody's we know. */
function cell(value: unknown): string {
  const text = Array.isArray(value)
    ? value.map(String).join('|')
    : typeof value === 'string'
      ? value
      : typeof value === 'number'
        ? String(value)
        : '';
  const seen = visibleText(text);
  const harmless = /^[=+\-@\t\r]/.test(seen) ? `'${seen}` : seen;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
