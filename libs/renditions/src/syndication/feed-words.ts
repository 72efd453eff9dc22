import type { Language } from '#libs/advisories';

/** What the feeds themselves are called. */
export interface FeedWords {
  readonly all: string;
  readonly description: string;
  readonly forMembers: string;
}

export const FEED_WORDS: Readonly<Record<Language, FeedWords>> = {
  en: {
    all: 'Security advisories',
    description: 'Security advisories that everybody may read (TLP:CLEAR), with their full text.',
    forMembers: 'Security advisories that you may read, with their labels. Share them as the label says.',
  },
  'zh-Hant': {
    all: '保安通告',
    description: '任何人均可閱讀的保安通告（TLP:CLEAR），附全文。',
    forMembers: '您可閱讀的保安通告，均附標籤。請按標籤分享。',
  },
  'zh-Hans': {
    all: '安全通告',
    description: '任何人均可阅读的安全通告（TLP:CLEAR），附全文。',
    forMembers: '您可阅读的安全通告，均附标签。请按标签分享。',
  },
};
