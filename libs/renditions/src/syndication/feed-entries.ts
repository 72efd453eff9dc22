import { labelText } from '#libs/access';
import type { Channel, TlpLabel } from '#libs/access';
import type { Language } from '#libs/advisories';
import { publisherName } from '../advisory-view.js';
import type { AdvisoryView } from '../advisory-view.js';
import { cvesOf } from '../cves-of.js';
import type { FeedPublisher } from '../feed-publisher.js';
import { chooseText } from '../localised-text.js';
import { markdownToText } from '../markdown-to-text.js';
import { refuseUnlessMayLeave } from '../may-leave.js';
import { kindName, sectorName } from '../names.js';
import { ownLink } from '../safe-link.js';
import { wordingFor } from '../email/wording-for.js';
import { cutText, oneLine } from '../visible-text.js';
import { entryHtml } from './entry-html.js';
import type { MarkdownToHtml } from './entry-html.js';

/** One feed: what is in it, in which language, and where it is. */
export interface FeedDescription {
  /** Names the feed in its id for ever, as in `all`, `severity/critical` or `product/acme/gateway`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly language: Language;
  readonly publisher: FeedPublisher;
  /** Where the feed is, and the page for people. */
  readonly feedUrl: string;
  readonly pageUrl: string;
  /** Of a feed without entries; an ISO 8601 instant. */
  readonly updatedAt: string;
  /** `public` by default; `token` for a member's personal feed. */
  readonly channel?: Extract<Channel, 'public' | 'token'>;
}

/** One advisory as every feed format has it. */
export interface FeedEntry {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  /** Safe HTML, label first. */
  readonly html: string;
  /** ISO 8601, milliseconds, UTC. */
  readonly publishedAt: string;
  readonly updatedAt: string;
  readonly categories: readonly string[];
  readonly author: string;
  readonly label: TlpLabel;
  /** Which language each text is in, which is the source's where there is no translation. Entries of an earlier time do not say it. */
  readonly languages?: EntryLanguages;
}

export interface EntryLanguages {
  readonly title: Language;
  readonly summary: Language;
  readonly text: Language;
}

/** RFC 4151: the year in which the publisher's domain was first used for these ids; it is part of them and never changes. */
const TAG_DATE = '2026';
const MAX_TITLE_LENGTH = 300;
const MAX_SUMMARY_LENGTH = 1_000;
/** A summary is cut before its Markdown is read, so that a long one costs nothing. */
const MAX_MARKDOWN_LENGTH = 8_000;

/** Throws where one of the advisories has a label that never leaves by the channel. */
export function feedEntries(feed: FeedDescription, views: readonly AdvisoryView[]): readonly FeedEntry[] {
  for (const view of views) refuseUnlessMayLeave(view, feed.channel ?? 'public');
  return views.map((view) => feedEntry(feed, view));
}

/** A `tag:` URI (RFC 4151): stays when addresses change, and is the same for every language and format of one advisory. */
export function tagUri({ namespace }: FeedPublisher, specific: string): string {
  return `tag:${new URL(namespace).hostname},${TAG_DATE}:${specific.split('/').map(encodeURIComponent).join('/')}`;
}

/** When the feed last changed: with its newest entry. */
export function feedUpdatedAt(feed: FeedDescription, entries: readonly FeedEntry[]): string {
  const newest = entries
    .map(({ updatedAt }) => updatedAt)
    .sort()
    .at(-1);
  return newest ?? iso(feed.updatedAt);
}

/** What the texts of an entry are in; those of an earlier time are taken for translated. */
export function languagesOf(entry: FeedEntry, feed: FeedDescription): EntryLanguages {
  return entry.languages ?? { title: feed.language, summary: feed.language, text: feed.language };
}

function entryLanguages({ event, content, withdrawalNotice }: AdvisoryView, language: Language): EntryLanguages {
  const languageOf = (text: Parameters<typeof chooseText>[0]) => chooseText(text, language, content.sourceLanguage)?.language ?? language;
  // Of what was withdrawn the title is in our own words.
  if (event === 'advisory.withdrawn') return { title: language, summary: languageOf(withdrawalNotice), text: languageOf(withdrawalNotice) };
  return { title: languageOf(content.title), summary: languageOf(content.summary), text: languageOf(content.description) };
}

/** An advisory's line in a list: its title with the label, and its summary without marks. */
export function feedHeadline(view: AdvisoryView, language: Language): Pick<FeedEntry, 'title' | 'summary'> {
  const { content } = view;
  const isWithdrawn = view.event === 'advisory.withdrawn';
  const wording = wordingFor(language);
  const choose = (text: Parameters<typeof chooseText>[0]) => chooseText(text, language, content.sourceLanguage)?.text;
  const title = isWithdrawn ? `${wording.subject.withdrawn}${wording.colon}${view.trackingId}` : (choose(content.title) ?? view.trackingId);
  const summary = isWithdrawn ? (choose(view.withdrawalNotice) ?? wording.withdrawnWithoutNotice) : (choose(content.summary) ?? '');
  return {
    // What is CLEAR needs no word in every line of a reader's list; a personal feed shows each label (TLP 2.0 section 2).
    title: cutText(oneLine(view.label === 'CLEAR' ? title : `[${labelText(view.label)}] ${title}`), MAX_TITLE_LENGTH),
    summary: cutText(markdownToText(cutText(summary, MAX_MARKDOWN_LENGTH)), MAX_SUMMARY_LENGTH),
  };
}

/** One advisory as every feed has it. Whether it may leave is asked by whoever puts it into a feed. */
export function feedEntry(
  { language, publisher }: Pick<FeedDescription, 'language' | 'publisher'>,
  view: AdvisoryView,
  toHtml?: MarkdownToHtml,
): FeedEntry {
  const { content } = view;
  const isWithdrawn = view.event === 'advisory.withdrawn';
  const about = isWithdrawn ? [] : [...content.tags, ...content.sectors.map((code) => sectorName(code, language)), ...cvesOf(content)];
  return {
    id: tagUri(publisher, `advisory/${view.trackingId}`),
    url: ownLink(view.url),
    ...feedHeadline(view, language),
    html: entryHtml(view, language, toHtml),
    publishedAt: iso(view.publishedAt),
    updatedAt: iso(view.updatedAt),
    categories: [...new Set([kindName(view.kind, language), view.severity, ...about].map(oneLine))].filter((term) => term !== ''),
    author: oneLine(publisherName(view.publisher, language)),
    label: view.label,
    languages: entryLanguages(view, language),
  };
}

function iso(instant: string): string {
  return new Date(instant).toISOString();
}
