import { LANGUAGES } from '#libs/advisories';
import { given } from '../vocabulary/given.js';
import type { GuidanceContentInput } from './guidance.inputs.js';

/** The content of an input as the use cases take it; what was not given is left out. Of two texts in one language the last counts. */
export function guidanceContentFrom(input: GuidanceContentInput): Record<string, unknown> {
  const { texts, sources, ...rest } = given(input);
  return {
    ...rest,
    ...(sources ? { sources: sources.map((source) => given(source)) } : {}),
    ...(texts ? { texts: Object.fromEntries(texts.map(({ language, ...text }) => [language, text])) } : {}),
  };
}

/** What a first draft has where nothing is said. */
export function firstGuidanceContent(input: GuidanceContentInput, now: Date): Record<string, unknown> {
  return {
    sourceLanguage: LANGUAGES[0],
    audiences: [],
    minutes: 10,
    cost: 'free',
    reviewedOn: now.toISOString().slice(0, 10),
    sources: [],
    related: [],
    keywords: [],
    texts: {},
    ...guidanceContentFrom(input),
  };
}
