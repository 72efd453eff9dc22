import { SEVERITIES } from '#libs/advisories';
import { notFound } from '#libs/core';
import { atomFeed, FEED_WORDS, jsonFeed, kindName, publisherName, rssFeed, severityName } from '#libs/renditions';
import type { FeedDescription, FeedEntry, FeedPublisher, ListScope } from '#libs/renditions';
import type { FeedList } from '../feed-lists.js';
import { termsOfPath } from './syndication-path.js';
import type { SyndicationFormat, SyndicationPath } from './syndication-path.js';

/** A feed tells what is new; what is older is in the lists and in open data. */
export const MAX_ENTRIES = 100;
const NEVER = '1970-01-01T00:00:00Z';
/** What leaves by a member's token (CHANNELS of libs/access); RED has no entry to leave. */
const MEMBERS_LABELS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT'] as const;

const FORMATS: Readonly<
  Record<SyndicationFormat, readonly [type: string, render: (feed: FeedDescription, entries: readonly FeedEntry[]) => string]>
> = {
  atom: ['application/atom+xml; charset=utf-8', atomFeed],
  rss: ['application/rss+xml; charset=utf-8', rssFeed],
  json: ['application/feed+json; charset=utf-8', jsonFeed],
};

export interface Addresses {
  readonly publicApiUrl: string;
  readonly publicWebUrl: string;
}

/** One feed in one language and format, of entries that were rendered when their advisories were published. */
export function syndicationList(path: SyndicationPath, publisher: FeedPublisher, addresses: Addresses): FeedList {
  const isPublic = path.reader.by === 'public';
  const [mediaType, render] = FORMATS[path.format];
  const feed = describe(path, publisher, addresses);
  return {
    name: `syndication ${isPublic ? 'public' : 'members'} ${path.format} ${path.language} ${path.name}`,
    format: 'entry',
    mediaType,
    isPublic,
    content: async function* (tx, queries) {
      const entries = await queries.newest(tx, scopeOf(path), MAX_ENTRIES);
      // A vendor or a product that no advisory names to this reader is as one that nobody has heard of.
      if (entries.length === 0 && termsOfPath(path) !== undefined) throw notFound();
      yield render(
        feed,
        entries.map((bytes) => JSON.parse(bytes.toString()) as FeedEntry),
      );
    },
  };
}

function scopeOf(path: SyndicationPath): ListScope {
  const { language, kind, severity, reader } = path;
  const terms = termsOfPath(path);
  return {
    ...{ format: 'entry', language, labels: reader.by === 'public' ? ['CLEAR'] : MEMBERS_LABELS },
    ...(terms === undefined ? {} : { terms }),
    ...(kind === undefined ? {} : { kinds: [kind] }),
    ...(severity === undefined ? {} : { severities: [SEVERITIES.indexOf(severity)] }),
  };
}

/** The address of a personal feed holds a token, so the feed names the one with a header instead. */
function describe(path: SyndicationPath, publisher: FeedPublisher, { publicApiUrl, publicWebUrl }: Addresses): FeedDescription {
  const { language, name, format } = path;
  const isPublic = path.reader.by === 'public';
  const words = FEED_WORDS[language];
  const folder = isPublic ? 'feeds' : 'feeds/members';
  return {
    name: isPublic ? name : `members/${name}`,
    title: [publisherName(publisher.names, language), words.all, subjectOf(path)].filter((part) => part !== '').join(' · '),
    description: isPublic ? words.description : words.forMembers,
    language,
    publisher,
    feedUrl: `${publicApiUrl}/${folder}/${language}/${name.split('/').map(encodeURIComponent).join('/')}.${format}`,
    pageUrl: `${publicWebUrl}/advisories`,
    updatedAt: NEVER,
    channel: isPublic ? 'public' : 'token',
  };
}

function subjectOf({ kind, severity, vendor, product, language }: SyndicationPath): string {
  if (kind !== undefined) return kindName(kind, language);
  if (severity !== undefined) return severityName(severity, language);
  return [vendor, product].filter((part) => part !== undefined).join(' ');
}
