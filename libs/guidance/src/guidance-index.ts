import { LANGUAGES } from '#libs/advisories';
import type { GuidanceText } from './guidance-article.js';
import type { GuidanceContent } from './guidance-content.js';

/** What an article is found by, by weight (`advisories.search_vector`): titles and keywords; summaries; first steps and headings; the rest. */
export interface GuidanceIndex {
  readonly searchA: string;
  readonly searchB: string;
  readonly searchC: string;
  readonly searchD: string;
}

const MAX_SEARCHED = 30_000;

export function guidanceIndexOf({ texts, keywords }: GuidanceContent): GuidanceIndex {
  const all = LANGUAGES.map((language) => texts[language]).filter((text) => text !== undefined);
  const joined = (parts: (text: GuidanceText) => readonly string[], more: readonly string[] = []) =>
    [...all.flatMap(parts), ...more].map(withoutTargets).join('\n').slice(0, MAX_SEARCHED).toWellFormed();
  return {
    searchA: joined(({ title }) => [title], keywords),
    searchB: joined(({ summary, forWhom }) => [summary, forWhom]),
    searchC: joined(({ first, steps }) => [...first.map(({ action }) => action), ...steps.map(({ title }) => title)]),
    searchD: joined(({ first, steps, check, ifWrong, checklist }) => [
      ...first.map(({ why }) => why),
      ...steps.map(({ body }) => body),
      check,
      ifWrong,
      ...checklist,
    ]),
  };
}

/** A link is found by its label and not by where it leads. */
function withoutTargets(markdown: string): string {
  return markdown.replaceAll(/\]\([^)\s]+\)/g, '] ');
}
