import { LANGUAGES } from './content.js';
import type { AdvisoryContent, Language } from './content.js';

/**
 * The content with the instant at which each language was last written: `now` where its texts changed, what was recorded where they did
 * not. So a reader is warned of a translation that is older than its source. An instant that the author states later than the recorded one
 * (the translation was compared and still holds) counts, but never one in the future.
 */
export function withTranslationTimes(content: AdvisoryContent, before: AdvisoryContent | undefined, now: Date): AdvisoryContent {
  const translatedAt: Partial<Record<Language, string>> = {};
  for (const language of LANGUAGES) {
    const texts = textsIn(content, language);
    if (texts === '[]') continue;
    const recorded = before && textsIn(before, language) === texts ? before.translatedAt?.[language] : now.toISOString();
    const stated = content.translatedAt?.[language];
    const isLater =
      stated !== undefined && Date.parse(stated) > Date.parse(recorded ?? '1970-01-01') && Date.parse(stated) <= now.getTime();
    const at = isLater ? stated : recorded;
    if (at !== undefined) translatedAt[language] = at;
  }
  return { ...content, translatedAt };
}

function textsIn(
  { title, summary, description, impact, recommendation = [], workarounds = [] }: AdvisoryContent,
  language: Language,
): string {
  const texts = [title, summary, description, impact, ...recommendation, ...workarounds].map((text) => text?.[language] ?? '');
  return JSON.stringify(texts.some((text) => text !== '') ? texts : []);
}
