import type { AdvisoryView } from '../advisory-view.js';
import { refuseUnlessMayLeave } from '../may-leave.js';
import { feedEntries, feedUpdatedAt, languagesOf } from './feed-entries.js';
import type { EntryLanguages, FeedDescription, FeedEntry } from './feed-entries.js';
import { element, parent, XML_DECLARATION } from './xml.js';

const NAMESPACES = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
};

/**
 * A feed as RSS 2.0, the advisories in the order given. RSS has no date of an update, so each item has it as Atom's. Throws for a label that
 * never leaves by the feed's channel.
 */
export function renderRss(feed: FeedDescription, views: readonly AdvisoryView[]): string {
  return rssFeed(feed, feedEntries(feed, views));
}

/** The same of entries that were rendered before; throws for them too. */
export function rssFeed(feed: FeedDescription, entries: readonly FeedEntry[]): string {
  for (const entry of entries) refuseUnlessMayLeave(entry, feed.channel ?? 'public');
  const channel = parent('channel', [
    element('title', feed.title),
    element('link', feed.pageUrl),
    element('description', feed.description),
    element('language', feed.language),
    element('lastBuildDate', rfc822(feedUpdatedAt(feed, entries))),
    element('generator', 'Harbourlight'),
    element('atom:link', undefined, { rel: 'self', type: 'application/rss+xml', href: feed.feedUrl }),
    ...entries.map((entry) => rssItem(entry, languagesOf(entry, feed))),
  ]);
  return XML_DECLARATION + parent('rss', [channel], { version: '2.0', ...NAMESPACES });
}

function rssItem(entry: FeedEntry, { text }: EntryLanguages): string {
  return parent('item', [
    element('title', entry.title),
    element('link', entry.url),
    element('guid', entry.id, { isPermaLink: 'false' }),
    element('pubDate', rfc822(entry.publishedAt)),
    element('atom:updated', entry.updatedAt),
    element('dc:creator', entry.author),
    element('dc:language', text),
    ...entry.categories.map((term) => element('category', term)),
    element('description', entry.summary),
    element('content:encoded', entry.html),
  ]);
}

/** RFC 822 with four digits of the year, as RSS 2.0 asks: `Fri, 20 Nov 2026 01:00:00 GMT`. */
function rfc822(instant: string): string {
  return new Date(instant).toUTCString();
}
