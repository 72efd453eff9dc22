import type { Language } from '#libs/advisories';
import type { GuidanceAudience, GuidanceCost, GuidanceSource, GuidanceText, GuidanceTopic } from './guidance-article.js';

/** One revision of an article, as it is written, reviewed and stored. */
export interface GuidanceContent {
  /** The language that the others are translated from. Its text is always there. */
  readonly sourceLanguage: Language;
  readonly audiences: readonly GuidanceAudience[];
  readonly topic: GuidanceTopic;
  /** How long following the steps takes. */
  readonly minutes: number;
  readonly cost: GuidanceCost;
  /** ISO 8601 date on which the facts were last checked. */
  readonly reviewedOn: string;
  readonly sources: readonly GuidanceSource[];
  /** Slugs of articles to read next. */
  readonly related: readonly string[];
  readonly texts: Readonly<Partial<Record<Language, GuidanceText>>>;
  /** What people call the thing when they look for it, in any language. */
  readonly keywords: readonly string[];
  /** The instant at which each language was last written. */
  readonly translatedAt: Readonly<Partial<Record<Language, string>>>;
}

export const GUIDANCE_STATES = ['draft', 'in_review', 'published', 'withdrawn', 'discarded'] as const;
export type GuidanceState = (typeof GUIDANCE_STATES)[number];

/** Languages whose text is older than the source text. */
export function outdatedLanguages({ sourceLanguage, texts, translatedAt }: GuidanceContent): Language[] {
  const source = Date.parse(translatedAt[sourceLanguage] ?? '');
  return (Object.keys(texts) as Language[]).filter(
    (language) => language !== sourceLanguage && Date.parse(translatedAt[language] ?? '') < source,
  );
}

/** The content with the instant at which each language was last written: `now` where its text differs from the one before. */
export function withTranslationTimes(
  content: Omit<GuidanceContent, 'translatedAt'>,
  before: GuidanceContent | undefined,
  now: Date,
): GuidanceContent {
  const times = (Object.keys(content.texts) as Language[]).map((language): [Language, string] => {
    const isSame = before !== undefined && JSON.stringify(before.texts[language]) === JSON.stringify(content.texts[language]);
    return [language, (isSame ? before.translatedAt[language] : undefined) ?? now.toISOString()];
  });
  return { ...content, translatedAt: Object.fromEntries(times) };
}
