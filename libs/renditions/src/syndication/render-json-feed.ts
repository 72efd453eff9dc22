import { labelText } from '#libs/access';
import { publisherName } from '../advisory-view.js';
import type { AdvisoryView } from '../advisory-view.js';
import { canonicalJson } from '../canonical-json.js';
import { refuseUnlessMayLeave } from '../may-leave.js';
import { feedEntries, languagesOf } from './feed-entries.js';
import type { FeedDescription, FeedEntry } from './feed-entries.js';

/** A feed as JSON Feed 1.1, the advisories in the order given. Throws for a label that never leaves by the feed's channel. */
export function renderJsonFeed(feed: FeedDescription, views: readonly AdvisoryView[]): string {
  return jsonFeed(feed, feedEntries(feed, views));
}

/** The same of entries that were rendered before; throws for them too. */
export function jsonFeed(feed: FeedDescription, entries: readonly FeedEntry[]): string {
  for (const entry of entries) refuseUnlessMayLeave(entry, feed.channel ?? 'public');
  const items = entries.map((entry) => ({
    id: entry.id,
    url: entry.url,
    title: entry.title,
    summary: entry.summary,
    content_html: entry.html,
    date_published: entry.publishedAt,
    date_modified: entry.updatedAt,
    authors: [{ name: entry.author }],
    tags: entry.categories,
    language: languagesOf(entry, feed).text,
    // JSON Feed 1.1: names of extensions begin with an underscore.
    _harbourlight: { label: labelText(entry.label) },
  }));
  return canonicalJson({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    description: feed.description,
    home_page_url: feed.pageUrl,
    feed_url: feed.feedUrl,
    language: feed.language,
    authors: [{ name: publisherName(feed.publisher.names, feed.language), url: feed.publisher.namespace }],
    items,
  });
}
