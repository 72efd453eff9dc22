import { invalid, isUuid, NO_CONTROL_CHARACTERS, notFound } from '#libs/core';
import type { InputIssue } from '#libs/core';
import { LANGUAGES } from '#libs/advisories';
import { z } from 'zod';
import { GUIDANCE_AUDIENCES, GUIDANCE_COSTS, GUIDANCE_TOPICS } from './guidance-article.js';
import type { GuidanceText } from './guidance-article.js';
import { guidanceTargets, parseGuidanceTarget } from './guidance-links.js';

/** Where the day begins first: UTC+14. */
const AHEAD_OF_UTC_MS = 14 * 3_600_000;
const MAX = { line: 300, body: 20_000, list: 40, minutes: 480 } as const;

const text = (maxCharacters: number) =>
  z.string('a text').trim().max(maxCharacters, `at most ${maxCharacters} characters`).regex(NO_CONTROL_CHARACTERS, 'no control characters');
const list = <Schema extends z.ZodType>(each: Schema) => z.array(each).max(MAX.list, `at most ${MAX.list}`);
const slug = z
  .string('a slug')
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens')
  .max(80, 'at most 80 characters');

const GUIDANCE_TEXT = z.strictObject({
  title: text(MAX.line).min(1, 'a title'),
  summary: text(1_000),
  forWhom: text(MAX.body),
  first: list(
    z.strictObject({
      action: text(MAX.line),
      why: text(1_000),
      link: z.strictObject({ text: text(MAX.line), target: text(2_000) }),
    }),
  ),
  steps: list(z.strictObject({ title: text(MAX.line), body: text(MAX.body) })),
  check: text(MAX.body),
  ifWrong: text(MAX.body),
  checklist: list(text(1_000)),
});

const SOURCE = z.strictObject({
  id: slug,
  publisher: text(MAX.line),
  title: text(MAX.line),
  url: z.url({ protocol: /^https$/, error: 'an https address' }),
  licence: text(MAX.line),
  mayQuote: z.boolean(),
  attribution: text(1_000).optional(),
});

const language = z.enum(LANGUAGES, `one of ${LANGUAGES.join(', ')}`);

export const CONTENT_FIELDS = {
  sourceLanguage: language,
  audiences: list(z.enum(GUIDANCE_AUDIENCES, `one of ${GUIDANCE_AUDIENCES.join(', ')}`)),
  topic: z.enum(GUIDANCE_TOPICS, `one of ${GUIDANCE_TOPICS.join(', ')}`),
  minutes: z.int('whole minutes').min(1, 'at least 1').max(MAX.minutes, `at most ${MAX.minutes}`),
  cost: z.enum(GUIDANCE_COSTS, `one of ${GUIDANCE_COSTS.join(', ')}`),
  reviewedOn: z.iso.date('a date as in 2026-01-31'),
  sources: list(SOURCE),
  related: list(slug),
  keywords: z.array(text(100)).max(200, 'at most 200'),
  texts: z.partialRecord(language, GUIDANCE_TEXT),
} as const;

export const SLUG = slug;
export const LOCALISED = z.partialRecord(language, text(5_000));
/** Nobody has checked anything on a day that has begun nowhere on earth yet. Throws INVALID_INPUT. */
export function assertChecked(reviewedOn: string | undefined, now: Date): void {
  const today = new Date(now.getTime() + AHEAD_OF_UTC_MS).toISOString().slice(0, 10);
  if (reviewedOn !== undefined && reviewedOn > today)
    throw invalid([{ path: 'content.reviewedOn', expected: 'a day that has begun', received: reviewedOn }]);
}

export const REASON = text(5_000).min(1, 'a reason');

/** The input as the schema reads it. Throws INVALID_INPUT with every place that is wrong. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw invalid(
    result.error.issues.flatMap((issue): InputIssue[] => {
      const path = issue.path.map(String).join('.');
      return issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: path === '' ? key : `${path}.${key}`, expected: 'no such field', received: 'a value' }))
        : [{ path, expected: issue.message, received: 'another value' }];
    }),
  );
}

/** An id as it came: what has no id's form is as unknown as what does not exist. Throws NOT_FOUND. */
export function knownForm(id: string): string {
  if (!isUuid(id)) throw notFound();
  return id.toLowerCase();
}

/** What keeps a text from being published, with its place below `path`. Empty where nothing does. */
export function textIssues(written: GuidanceText, path: string): InputIssue[] {
  const needed = (['title', 'summary', 'forWhom', 'check', 'ifWrong'] as const)
    .filter((field) => written[field].trim() === '')
    .map((field) => ({ path: `${path}.${field}`, expected: 'a text', received: 'nothing' }));
  const count = written.first.length === 3 ? [] : [{ path: `${path}.first`, expected: '3 steps', received: String(written.first.length) }];
  const empty = (['steps', 'checklist'] as const)
    .filter((field) => written[field].length === 0)
    .map((field) => ({ path: `${path}.${field}`, expected: 'at least one', received: 'none' }));
  return [...needed, ...count, ...empty, ...brokenLinks(written, path)];
}

/** Links that lead nowhere, each at the part of the text that it stands in. */
function brokenLinks({ summary, forWhom, first, steps, check, ifWrong, checklist }: GuidanceText, path: string): InputIssue[] {
  const bodies = [
    { part: 'summary', body: summary },
    { part: 'forWhom', body: forWhom },
    ...steps.map(({ body }, at) => ({ part: `steps.${at}.body`, body })),
    { part: 'check', body: check },
    { part: 'ifWrong', body: ifWrong },
    ...checklist.map((body, at) => ({ part: `checklist.${at}`, body })),
  ];
  const targets = [
    ...first.map(({ link: { target } }, at) => ({ part: `first.${at}.link.target`, target })),
    ...bodies.flatMap(({ part, body }) => guidanceTargets(body).map((target) => ({ part, target }))),
  ];
  return targets
    .filter(({ target }) => parseGuidanceTarget(target) === undefined)
    .map(({ part, target }) => ({
      path: `${path}.${part}`,
      expected: 'a link as article:…, page:…, step:… or https://…',
      received: target.slice(0, 100),
    }));
}
