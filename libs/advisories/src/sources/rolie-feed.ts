import { invalid } from '#libs/core';
import { JsonPlace } from '../import/json-place.js';
import { listOf } from './provider-metadata.js';
import type { ListedDocument } from './provider.js';

export interface RolieFeed {
  readonly documents: readonly ListedDocument[];
  /** Where the feed goes on (RFC 5005 section 3). */
  readonly next: string | undefined;
}

/** Reads a ROLIE feed (RFC 8322; CSAF 2.0 section 7.1.15). Some publishers spell `rel` as `ref`. Throws `invalid` where it is none. */
export function readRolieFeed(json: unknown, feedUrl: string): RolieFeed {
  const feed = new JsonPlace(json).field('feed');
  const isFeed = Array.isArray(feed.field('entry').value) || Array.isArray(feed.field('link').value);
  if (!isFeed) throw invalid([{ path: 'feed.entry', expected: 'a list of entries', received: 'none' }], 'This is no ROLIE feed.');
  const resolve = (text: string | undefined) =>
    text !== undefined && URL.canParse(text, feedUrl) ? new URL(text, feedUrl).href : undefined;
  const linked = (place: JsonPlace, relation: string) =>
    listOf(place, 'link').flatMap((link) =>
      (link.text('rel') ?? link.text('ref')) === relation ? (resolve(link.text('href')) ?? []) : [],
    );
  const documents = listOf(feed, 'entry').flatMap((entry): ListedDocument[] => {
    const url = resolve(entry.field('content').text('src')) ?? linked(entry, 'self')[0];
    if (url === undefined) return [];
    const [signature] = linked(entry, 'signature');
    const changed = entry.text('updated') ?? entry.text('published') ?? '';
    return [{ urls: [url], changed, hashes: linked(entry, 'hash'), ...(signature === undefined ? {} : { signature }) }];
  });
  return { documents, next: linked(feed, 'next')[0] };
}

/** The feeds that a ROLIE service document lists (RFC 8322 section 5); none where it is none. */
export function feedsOfService(json: unknown, serviceUrl: string): readonly string[] {
  const service = new JsonPlace(json).field('service');
  return listOf(service, 'workspace').flatMap((workspace) =>
    listOf(workspace, 'collection').flatMap((collection) => {
      const href = collection.text('href');
      return href !== undefined && URL.canParse(href, serviceUrl) ? [new URL(href, serviceUrl).href] : [];
    }),
  );
}
