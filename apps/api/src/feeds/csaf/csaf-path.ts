import { feedPath, LISTED_FOLDERS } from '#libs/renditions';
import type { CsafFolder, FeedPart, ListedFolder } from '#libs/renditions';
import { COMPANIONS } from '../feed-documents.js';
import type { Companion } from '../feed-documents.js';

/** What an address below `/csaf/` stands for. */
export type CsafPath =
  | { readonly kind: 'root' }
  | { readonly kind: 'metadata' }
  | { readonly kind: 'metadata-2.1' }
  | { readonly kind: 'key'; readonly fingerprint: string }
  | { readonly kind: 'folder' | 'sources'; readonly folder: ListedFolder; readonly year?: string }
  | { readonly kind: 'index' | 'changes' | 'service' | 'category'; readonly folder: ListedFolder }
  | { readonly kind: 'feed'; readonly folder: ListedFolder; readonly part: FeedPart }
  | {
      readonly kind: 'document' | 'source';
      readonly folder: CsafFolder;
      readonly year: string;
      readonly fileName: string;
      readonly companion?: Companion;
    };

const YEAR = /^\d{4}$/;
const FILE = /^[+\-a-z0-9_]{1,250}\.json$/;
const LISTS: Readonly<Record<string, 'index' | 'changes' | 'service' | 'category'>> = {
  'index.txt': 'index',
  'changes.csv': 'changes',
  'service.json': 'service',
  'category.json': 'category',
};

/** Undefined for what is no address of ours. `path` is what stands behind `/csaf/`, still percent-encoded; a folder may end in a slash, and nothing else. */
export function csafPath(path: string, isCsaf21Served: boolean): CsafPath | undefined {
  if (path === '') return { kind: 'root' };
  const segments = decoded(path.replace(/\/$/, '')) ?? [''];
  const found = segments.includes('') ? undefined : belowRoot(segments, isCsaf21Served);
  return path.endsWith('/') && found?.kind !== 'folder' && found?.kind !== 'sources' ? undefined : found;
}

function belowRoot([first, ...rest]: readonly string[], isCsaf21Served: boolean): CsafPath | undefined {
  if (first === 'provider-metadata.json' && rest.length === 0) return { kind: 'metadata' };
  if (first === 'openpgp') return keyOf(rest);
  if (first === 'red') return documentOf('red', rest);
  if (first === 'v2.1') return isCsaf21Served ? below21(rest) : undefined;
  return LISTED_FOLDERS['2.0'].filter((folder) => folder === first).map((folder) => below(folder, rest))[0];
}

function below21([label = '', ...rest]: readonly string[]): CsafPath | undefined {
  if (label === 'provider-metadata.json' && rest.length === 0) return { kind: 'metadata-2.1' };
  return LISTED_FOLDERS['2.1'].filter((folder) => folder === `v2.1/${label}`).map((folder) => below(folder, rest))[0];
}

function decoded(path: string): readonly string[] | undefined {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function keyOf([file = '', ...rest]: readonly string[]): CsafPath | undefined {
  const fingerprint = /^([0-9A-F]{40,64})\.asc$/i.exec(file)?.[1];
  return fingerprint === undefined || rest.length > 0 ? undefined : { kind: 'key', fingerprint: fingerprint.toUpperCase() };
}

function below(folder: ListedFolder, rest: readonly string[]): CsafPath | undefined {
  const [name = '', year = ''] = rest;
  if (rest.length === 0) return { kind: 'folder', folder };
  if (name === 'sources' && hasSources(folder)) {
    if (rest.length === 1) return { kind: 'sources', folder };
    if (rest.length === 2) return YEAR.test(year) ? { kind: 'sources', folder, year } : undefined;
  }
  if (rest.length > 1) return name === 'feeds' ? partOf(folder, rest.slice(1)) : documentOf(folder, rest);
  if (YEAR.test(name)) return { kind: 'folder', folder, year: name };
  if (`${folder}/${name}` === feedPath(folder)) return { kind: 'feed', folder, part: {} };
  const list = Object.hasOwn(LISTS, name) ? LISTS[name] : undefined;
  return list === undefined ? undefined : { kind: list, folder };
}

/** The documents that were imported lie beside those of 2.0 alone. */
export function hasSources(folder: CsafFolder): boolean {
  return !folder.startsWith('v2.1/');
}

function partOf(folder: ListedFolder, [name = '', file, ...rest]: readonly string[]): CsafPath | undefined {
  if (rest.length > 0) return undefined;
  const year = /^(\d{4})\.json$/.exec(name)?.[1];
  if (file === undefined) return year === undefined ? undefined : { kind: 'feed', folder, part: { year } };
  const vendor = /^(.{1,200})\.json$/s.exec(file)?.[1];
  return name === 'category' && vendor !== undefined ? { kind: 'feed', folder, part: { vendor } } : undefined;
}

function documentOf(folder: CsafFolder, segments: readonly string[]): CsafPath | undefined {
  const isSource = segments[0] === 'sources' && hasSources(folder);
  const [year = '', name = '', ...rest] = isSource ? segments.slice(1) : segments;
  const companion = COMPANIONS.find((suffix) => name.endsWith(suffix));
  const fileName = companion === undefined ? name : name.slice(0, -companion.length);
  if (!YEAR.test(year) || !FILE.test(fileName) || rest.length > 0) return undefined;
  return { kind: isSource ? 'source' : 'document', folder, year, fileName, ...(companion === undefined ? {} : { companion }) };
}
