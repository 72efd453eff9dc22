import type { InputIssue } from '#libs/core';
import { z } from 'zod';
import { GUIDANCE_AUDIENCES, GUIDANCE_COSTS, GUIDANCE_TOPICS } from './guidance-article.js';

const MAX_MINUTES = 480;
const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');

/** `about.json` of an article: what is the same in every language. */
export const ABOUT = z.strictObject({
  audiences: z.array(z.enum(GUIDANCE_AUDIENCES)).min(1, 'at least one audience'),
  topic: z.enum(GUIDANCE_TOPICS),
  minutes: z.int('whole minutes').min(1, 'at least 1').max(MAX_MINUTES, `at most ${MAX_MINUTES}`),
  cost: z.enum(GUIDANCE_COSTS),
  reviewedOn: z.iso.date('a date as in 2026-01-31'),
  sources: z.array(z.string()),
  related: z.array(slug).min(1, 'at least one related article'),
  keywords: z.array(z.string().trim().min(1, 'a word or phrase').max(100, 'at most 100 characters')).max(200, 'at most 200'),
});

/** `sources.json`: the works that facts come from, by id. */
export const SOURCES = z.record(
  slug,
  z.strictObject({
    publisher: z.string().min(1, 'a publisher'),
    title: z.string().min(1, 'a title'),
    url: z.url({ protocol: /^https$/, error: 'an https address' }),
    licence: z.string().min(1, 'a licence'),
    mayQuote: z.boolean(),
    attribution: z.string().optional(),
  }),
);

/** The JSON of a file as the schema reads it; otherwise `undefined`, and every mistake in `issues` as `file#path`. */
export function readJson<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  file: string,
  issues: InputIssue[],
): z.output<Schema> | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    issues.push({ path: file, expected: 'JSON', received: error instanceof Error ? error.message : 'something else' });
    return undefined;
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  issues.push(...result.error.issues.map(({ path, message }) => ({ path: `${file}#${path.map(String).join('.')}`, expected: message })));
  return undefined;
}
