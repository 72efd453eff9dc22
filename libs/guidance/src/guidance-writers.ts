import type { GuidanceRevision } from './guidance-rows.js';

/** Everyone who wrote a part of it, the author among them; none of them may approve it. */
export function writersOfGuidance({ authorId, editors }: Pick<GuidanceRevision, 'authorId' | 'editors'>): readonly string[] {
  return authorId === undefined ? editors : [authorId, ...editors];
}
