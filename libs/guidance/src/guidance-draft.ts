import { invalid } from '#libs/core';
import type { InputIssue } from '#libs/core';
import type { Language } from '#libs/advisories';
import type { GuidanceSource, GuidanceText } from './guidance-article.js';
import type { GuidanceContent } from './guidance-content.js';
import { textIssues } from './guidance-input.js';

type Unstamped = Omit<GuidanceContent, 'translatedAt'>;

/** What an editor gives: optional fields of a source may be given as nothing. */
type Given = Omit<Unstamped, 'sources' | 'texts'> & {
  readonly sources: readonly (Omit<GuidanceSource, 'attribution'> & { readonly attribution?: string | undefined })[];
  readonly texts: Readonly<Partial<Record<Language, GuidanceText | undefined>>>;
};

/** Throws INVALID_INPUT where the text in the source language is missing. */
export function complete({ sources, texts, ...content }: Given): Unstamped {
  if (texts[content.sourceLanguage] === undefined)
    throw invalid([{ path: `content.texts.${content.sourceLanguage}`, expected: 'a text in the source language', received: 'nothing' }]);
  return {
    ...content,
    sources: sources.map(({ attribution, ...source }) => ({ ...source, ...(attribution === undefined ? {} : { attribution }) })),
    texts: Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined)),
  };
}

/** What must still be done before a text can be published. Empty where nothing is. */
export function guidanceBlockers({ texts, audiences, minutes }: GuidanceContent): InputIssue[] {
  const audience = audiences.length === 0 ? [{ path: 'content.audiences', expected: 'at least one audience', received: 'none' }] : [];
  const time = minutes > 0 ? [] : [{ path: 'content.minutes', expected: 'at least 1', received: String(minutes) }];
  return [...audience, ...time, ...Object.entries(texts).flatMap(([language, text]) => textIssues(text, `content.texts.${language}`))];
}

/** Throws INVALID_INPUT with everything that must still be done. */
export function assertGuidancePublishable(content: GuidanceContent): void {
  const issues = guidanceBlockers(content);
  if (issues.length > 0) throw invalid(issues, 'Something must still be done before this can be published.');
}
