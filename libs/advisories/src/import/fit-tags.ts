import { CONTENT_LIMITS } from '../content-limits.js';

/** Tags that fit as tags, and the rest, which is kept in a note. */
export function fitTags(tags: readonly string[]): { readonly tags: readonly string[]; readonly others: readonly string[] } {
  const distinct = [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))];
  const short = distinct.filter((tag) => tag.length <= CONTENT_LIMITS.tagCharacters).slice(0, CONTENT_LIMITS.tags);
  return { tags: short, others: distinct.filter((tag) => !short.includes(tag)) };
}
