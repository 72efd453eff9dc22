import { labelText } from '#libs/access';
import { publisherName } from '../advisory-view.js';
import type { AdvisoryView } from '../advisory-view.js';
import { refuseUnlessMayLeave } from '../may-leave.js';
import { feedEntries, feedUpdatedAt, languagesOf, tagUri } from './feed-entries.js';
import type { EntryLanguages, FeedDescription, FeedEntry } from './feed-entries.js';
import { element, parent, XML_DECLARATION } from './xml.js';

/** A feed as Atom (RFC 4287), the advisories in the order given. Throws for a label that never leaves by the feed's channel. */
export function renderAtom(feed: FeedDescription, views: readonly AdvisoryView[]): string {
  return atomFeed(feed, feedEntries(feed, views));
}

/** The same of entries that were rendered before; throws for them too. */
export function atomFeed(feed: FeedDescription, entries: readonly FeedEntry[]): string {
  for (const entry of entries) refuseUnlessMayLeave(entry, feed.channel ?? 'public');
  const children = [
    element('id', tagUri(feed.publisher, `feed/${feed.language}/${feed.name}`)),
    element('title', feed.title),
    element('subtitle', feed.description),
    element('updated', feedUpdatedAt(feed, entries)),
    element('link', undefined, { rel: 'self', type: 'application/atom+xml', href: feed.feedUrl }),
    element('link', undefined, { rel: 'alternate', type: 'text/html', href: feed.pageUrl }),
    parent('author', [element('name', publisherName(feed.publisher.names, feed.language)), element('uri', feed.publisher.namespace)]),
    element('generator', 'Harbourlight'),
    ...entries.map((entry) => atomEntry(entry, languagesOf(entry, feed))),
  ];
  return XML_DECLARATION + parent('feed', children, { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': feed.language });
}

function atomEntry(entry: FeedEntry, { title, summary, text }: EntryLanguages): string {
  const children = [
    element('id', entry.id),
    element('title', entry.title, { 'xml:lang': title }),
    element('link', undefined, { rel: 'alternate', type: 'text/html', href: entry.url }),
    element('published', entry.publishedAt),
    element('updated', entry.updatedAt),
    parent('author', [element('name', entry.author)]),
    element('rights', labelText(entry.label)),
    ...entry.categories.map((term) => element('category', undefined, { term })),
    element('summary', entry.summary, { 'xml:lang': summary }),
    element('content', entry.html, { type: 'html' }),
  ];
  return parent('entry', children, { 'xml:lang': text });
}
