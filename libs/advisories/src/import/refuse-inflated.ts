import { invalid } from '#libs/core';
import { CONTENT_LIMITS } from '../content-limits.js';
import { shown } from './json-place.js';

/** What a field or an entry costs in JSON besides its texts: quotes, colon, comma, brackets. */
const CHARACTERS_PER_VALUE = 4;

/**
 * Throws `invalid` where content would be stored as more than `CONTENT_LIMITS.contentCharacters`. One long name is repeated by every product
 * that is a part of it, so a document of 20 MB could grow to gigabytes. Stops counting at the limit.
 */
export function refuseInflated(content: object, limit: number = CONTENT_LIMITS.contentCharacters): void {
  const waiting: unknown[] = [content];
  let characters = 0;
  while (waiting.length > 0) {
    const value = waiting.pop();
    characters += CHARACTERS_PER_VALUE;
    if (typeof value === 'string') characters += value.length;
    else if (Array.isArray(value)) for (const entry of value) waiting.push(entry);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries(value)) {
        characters += key.length;
        waiting.push(part);
      }
    }
    if (characters + waiting.length * CHARACTERS_PER_VALUE > limit) {
      const expected = `content of at most ${limit} characters`;
      throw invalid(
        [{ path: '', expected, received: `more, because of ${shown(value)}` }],
        'The document grows too large when it is read.',
      );
    }
  }
}
