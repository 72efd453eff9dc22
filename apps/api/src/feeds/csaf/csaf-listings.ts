import { feedPath, listingFrame, listingLine } from '#libs/renditions';
import type { ListedFolder, ListedRendition, ListScope } from '#libs/renditions';
import { COMPANIONS } from '../feed-documents.js';
import { isPastYear } from '../feed-lists.js';
import type { FeedList, Writer } from '../feed-lists.js';
import { isOpen } from './csaf-folders.js';
import { scopeOf } from './csaf-lists.js';
import { hasSources } from './csaf-path.js';

/** A folder that is listed, and how it was asked for. */
export interface ListedPlace {
  readonly folder: ListedFolder;
  /** Of the imported documents that lie beside ours. */
  readonly isOfSources: boolean;
  readonly year: string | undefined;
  /** What links begin with. */
  readonly base: string;
}

/** CSAF 2.0 section 7.1.14: what is in a folder, as a page of links. */
export function csafListing(place: ListedPlace): FeedList {
  const { folder, isOfSources, year, base } = place;
  const scope: ListScope = isOfSources ? sourcesOf(folder) : scopeOf(folder);
  const path = [`/csaf/${folder}/`, isOfSources ? 'sources/' : '', year === undefined ? '' : `${year}/`].join('');
  const [head, tail] = listingFrame(path);
  const line = (name: string): string => listingLine(name, base);
  const about = {
    name: `csaf listing ${path} ${base}`,
    format: scope.format,
    mediaType: 'text/html; charset=utf-8',
    isPublic: isOpen(folder),
  };
  if (year === undefined) return { ...about, content: yearsOf(place, scope, [head, tail], line) };
  const rows = (documents: readonly ListedRendition[]): string => documents.flatMap(filesOf).map(line).join('');
  return {
    ...about,
    content: { scope: { ...scope, year }, head: () => head, rows, separator: '', tail },
    isAbsentWhenEmpty: isPastYear(year),
  };
}

function sourcesOf(folder: ListedFolder): ListScope {
  return { ...scopeOf(folder), format: 'csaf_source' };
}

function yearsOf(
  { folder, isOfSources }: ListedPlace,
  scope: ListScope,
  [head, tail]: readonly string[],
  line: (name: string) => string,
): Writer {
  return async function* (tx, queries) {
    const years = (await queries.years(tx, scope)).map((year) => `${year}/`);
    const hasAny = !isOfSources && hasSources(folder) && (await queries.years(tx, sourcesOf(folder))).length > 0;
    const lists = ['index.txt', 'changes.csv', 'service.json', 'category.json', feedPath(folder).slice(folder.length + 1)];
    const names = isOfSources ? years : [...years, ...(hasAny ? ['sources/'] : []), ...lists];
    yield (head ?? '') + names.map(line).join('') + (tail ?? '');
  };
}

/** A source has a signature where its publisher's came with it. */
function filesOf({ fileName, isSigned }: ListedRendition): readonly string[] {
  return ['', ...COMPANIONS.filter((suffix) => isSigned || suffix !== '.asc')].map((suffix) => fileName + suffix);
}
