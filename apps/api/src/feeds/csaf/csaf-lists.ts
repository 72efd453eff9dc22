import type { TlpLabel } from '#libs/access';
import { TERM } from '#libs/advisories';
import type { Transaction } from '#libs/database';
import { categoryDocument, listingFrame, listingLine, rolieFrame, serviceDocument } from '#libs/renditions';
import type { FeedPart, ListedFolder, ListScope, RenditionQueries } from '#libs/renditions';
import { COMPANIONS } from '../feed-documents.js';
import type { FeedList } from '../feed-lists.js';

const LABELS: Readonly<Record<ListedFolder, TlpLabel>> = { white: 'CLEAR', green: 'GREEN', amber: 'AMBER' };
/** Vendors that a category document names; whoever looks for another finds its feed all the same. */
const MAX_VENDORS = 5_000;
const NEVER = '1970-01-01T00:00:00Z';

type Writer = FeedList['write'];

/** The list documents of one label. Their names, and so their entity tags, are of one folder and one address of the API. */
export function csafList(folder: ListedFolder, kind: 'index' | 'changes' | 'service' | 'category', apiUrl: string): FeedList {
  const writers: Readonly<Record<typeof kind, readonly [mediaType: string, write: Writer]>> = {
    index: ['text/plain; charset=utf-8', lines(folder, ({ year, fileName }) => `${year}/${fileName}\n`)],
    changes: ['text/csv; charset=utf-8', lines(folder, ({ year, fileName, updatedAt }) => `"${year}/${fileName}","${updatedAt}"\n`)],
    service: ['application/json', service(folder, apiUrl)],
    category: ['application/json', category(folder, apiUrl)],
  };
  const [mediaType, write] = writers[kind];
  return { name: `csaf ${folder} ${kind}`, format: 'csaf', mediaType, isPublic: folder === 'white', write };
}

/** A ROLIE feed: all documents of a label, or those of one year or one vendor. */
export function csafFeed(folder: ListedFolder, part: FeedPart, apiUrl: string): FeedList {
  const scope = {
    ...scopeOf(folder),
    ...(part.year ? { year: part.year } : {}),
    ...(part.vendor ? { terms: [TERM.vendor(part.vendor)] } : {}),
  };
  const write: Writer = async function* (tx, queries) {
    let isFirst = true;
    let tail = rolieFrame(apiUrl, folder, part, NEVER)[1];
    for await (const page of queries.all(tx, scope)) {
      if (isFirst) {
        const [head, end] = rolieFrame(apiUrl, folder, part, page[0]?.updatedAt ?? NEVER);
        tail = end;
        yield head;
      }
      yield (isFirst ? '' : ',') + page.map(({ listEntry }) => listEntry).join(',');
      isFirst = false;
    }
    if (isFirst) yield rolieFrame(apiUrl, folder, part, NEVER)[0];
    yield tail;
  };
  return {
    name: `csaf ${folder} feed ${JSON.stringify(part)}`,
    format: 'csaf',
    mediaType: 'application/json',
    isPublic: folder === 'white',
    write,
  };
}

/** CSAF 2.0 section 7.1.14: what is in a folder, as a page of links. */
export function csafListing(folder: ListedFolder, year: string | undefined): FeedList {
  const path = year === undefined ? `/csaf/${folder}/` : `/csaf/${folder}/${year}/`;
  const [head, tail] = listingFrame(path);
  const write: Writer = async function* (tx, queries) {
    yield head;
    if (year === undefined) {
      const own = ['index.txt', 'changes.csv', 'service.json', 'category.json', `csaf-feed-tlp-${folder}.json`];
      const years = await queries.years(tx, scopeOf(folder));
      yield [...years.map((each) => `${each}/`), ...own].map(listingLine).join('');
    } else {
      for await (const page of queries.all(tx, { ...scopeOf(folder), year })) {
        yield page.flatMap(({ fileName }) => ['', ...COMPANIONS].map((suffix) => listingLine(fileName + suffix))).join('');
      }
    }
    yield tail;
  };
  return {
    name: `csaf ${folder} listing ${year ?? ''}`,
    format: 'csaf',
    mediaType: 'text/html; charset=utf-8',
    isPublic: folder === 'white',
    write,
  };
}

function scopeOf(folder: ListedFolder): ListScope {
  return { format: 'csaf', labels: [LABELS[folder]] };
}

function lines(folder: ListedFolder, line: (document: { year: string; fileName: string; updatedAt: string }) => string): Writer {
  return async function* (tx, queries) {
    for await (const page of queries.all(tx, scopeOf(folder))) yield page.map(line).join('');
  };
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
