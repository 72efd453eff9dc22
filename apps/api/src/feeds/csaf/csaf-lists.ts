import { TERM } from '#libs/advisories';
import type { Transaction } from '#libs/database';
import { categoryDocument, rolieFrame, serviceDocument, withSource } from '#libs/renditions';
import type { FeedPart, ListedFolder, ListedRendition, ListScope, RenditionQueries } from '#libs/renditions';
import { isPastYear } from '../feed-lists.js';
import type { FeedList, Writer } from '../feed-lists.js';
import type { RowList } from '../list-chunks.js';
import { formatOf, isOpen, labelOf } from './csaf-folders.js';
import { hasSources } from './csaf-path.js';

/** Vendors that a category document names; whoever looks for another finds its feed all the same. */
const MAX_VENDORS = 5_000;
const NEVER = '1970-01-01T00:00:00Z';

/** The list documents of one label. Their names, and so their entity tags, are of one folder and one address of the API. */
export function csafList(folder: ListedFolder, kind: 'index' | 'changes' | 'service' | 'category', apiUrl: string): FeedList {
  const writers: Readonly<Record<typeof kind, readonly [mediaType: string, content: RowList | Writer]>> = {
    index: ['text/plain; charset=utf-8', lines(folder, ({ year, fileName }) => `${year}/${fileName}\n`)],
    changes: ['text/csv; charset=utf-8', lines(folder, changeLine(folder))],
    service: ['application/json', service(folder, apiUrl)],
    category: ['application/json', category(folder, apiUrl)],
  };
  const [mediaType, content] = writers[kind];
  return { name: `csaf ${folder} ${kind}`, format: formatOf(folder), mediaType, isPublic: isOpen(folder), content };
}

/** A ROLIE feed: all documents of a label, or those of one year or one vendor. */
export function csafFeed(folder: ListedFolder, part: FeedPart, apiUrl: string): FeedList {
  const scope = {
    ...scopeOf(folder),
    ...(part.year ? { year: part.year } : {}),
    ...(part.vendor ? { terms: [TERM.vendor(part.vendor)] } : {}),
    withSources: hasSources(folder),
  };
  const tail = rolieFrame(apiUrl, folder, part, NEVER)[1];
  const entryOf = ({ listEntry, hasSource, year, fileName }: ListedRendition): string =>
    hasSource ? withSource(listEntry, `${apiUrl}/csaf/${folder}/sources/${year}/${fileName}`) : listEntry;
  const list: RowList = {
    scope,
    head: (newestAt = NEVER) => rolieFrame(apiUrl, folder, part, newestAt)[0],
    rows: (documents) => documents.map(entryOf).join(','),
    separator: ',',
    tail,
  };
  return {
    name: `csaf ${folder} entries ${JSON.stringify(part)}`,
    format: formatOf(folder),
    mediaType: 'application/json',
    isPublic: isOpen(folder),
    content: list,
    isAbsentWhenEmpty: part.vendor !== undefined || (part.year !== undefined && isPastYear(part.year)),
  };
}

export function scopeOf(folder: ListedFolder): ListScope {
  return { format: formatOf(folder), labels: [labelOf(folder)] };
}

function lines(folder: ListedFolder, line: (document: ListedRendition) => string): RowList {
  return { scope: scopeOf(folder), head: () => '', rows: (documents) => documents.map(line).join(''), separator: '', tail: '' };
}

/** Quoted in 2.0 (section 7.1.13), as they are in 2.1; neither a name nor an instant has a comma. */
function changeLine(folder: ListedFolder): (document: ListedRendition) => string {
  const quote = formatOf(folder) === 'csaf' ? '"' : '';
  return ({ year, fileName, updatedAt }) => `${quote}${year}/${fileName}${quote},${quote}${updatedAt}${quote}\n`;
}

function service(folder: ListedFolder, apiUrl: string): Writer {
  return async function* (tx, queries) {
    const years = await queries.years(tx, scopeOf(folder));
    const vendors = await vendorsOf(tx, queries, folder);
    yield serviceDocument(apiUrl, folder, [...years.map((year) => ({ year })), ...vendors.map((vendor) => ({ vendor }))]);
  };
}

function category(folder: ListedFolder, apiUrl: string): Writer {
  return async function* (tx, queries) {
    yield categoryDocument(apiUrl, await vendorsOf(tx, queries, folder));
  };
}

function vendorsOf(tx: Transaction, queries: RenditionQueries, folder: ListedFolder): Promise<readonly string[]> {
  return queries.vendors(tx, scopeOf(folder), MAX_VENDORS);
}
