import { LANGUAGES } from '#libs/advisories';
import { invalid, isUuid, notFound, writtenOut } from '#libs/core';
import type { InputIssue } from '#libs/core';
import { z } from 'zod';
import { INCIDENT_CLASS_CODES } from './incident-classes.js';
import { INCIDENT_STATES, REPORTERS } from './incident.js';

/** What is pasted into a report is evidence: a character that cannot be seen is written out rather than refused. */
const text = (maxCharacters: number) =>
  z
    .string('a text')
    .trim()
    .min(1, 'a text that is not empty')
    .max(maxCharacters, `at most ${maxCharacters} characters`)
    .transform(writtenOut);
const instant = z.iso.datetime({ offset: true, error: 'an instant with its offset, as in 2026-01-31T12:00:00+08:00' });

export const REPORT_INPUT = z.strictObject({
  class: z.enum(INCIDENT_CLASS_CODES, `one of ${INCIDENT_CLASS_CODES.join(', ')}`),
  reporter: z.enum(REPORTERS, `one of ${REPORTERS.join(', ')}`),
  whatHappened: text(20_000),
  affected: text(5_000).optional(),
  happenedAt: instant.optional(),
  awareAt: instant.optional(),
  disruptsCoreFunction: z.boolean().default(false),
  contact: z
    .strictObject({
      name: text(200).optional(),
      email: z.email('an email address').max(254, 'at most 254 characters').optional(),
      phone: text(50).optional(),
    })
    .optional(),
  mayShare: z.boolean('true or false'),
  language: z.enum(LANGUAGES, `one of ${LANGUAGES.join(', ')}`).default('en'),
});
export type ReadReport = z.output<typeof REPORT_INPUT>;

/** Clocks and zones differ: what lies a day ahead may have happened. */
const AHEAD_MS = 86_400_000;

/** Throws INVALID_INPUT with every time that lies more than a day after `now`: what has not happened is no incident. */
export function requirePast({ happenedAt, awareAt }: Pick<ReadReport, 'happenedAt' | 'awareAt'>, now: Date): void {
  const issues = Object.entries({ happenedAt, awareAt }).flatMap(([path, at]) =>
    at !== undefined && Date.parse(at) > now.getTime() + AHEAD_MS
      ? [{ path, expected: 'a time that is not in the future', received: at }]
      : [],
  );
  if (issues.length > 0) throw invalid(issues);
}

export const NOTE_BODY = text(10_000);
export const STATE = z.enum(INCIDENT_STATES, `one of ${INCIDENT_STATES.join(', ')}`);

/** The input as the schema reads it. Throws INVALID_INPUT with every place that is wrong; of what was given its length alone is told, it may be a secret. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw invalid(
    result.error.issues.map((issue): InputIssue => ({
      path: issue.path.map(String).join('.'),
      expected: issue.message,
      received: issue.code === 'too_big' ? lengthAt(issue.path, input) : 'another value',
    })),
  );
}

function lengthAt(path: readonly PropertyKey[], input: unknown): string {
  const found = path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined),
    input,
  );
  return typeof found === 'string' ? `${found.trim().length} characters` : 'another value';
}

/** An id as it came: what has no id's form is as unknown as what does not exist. Throws NOT_FOUND. */
export function knownForm(id: string): string {
  if (!isUuid(id)) throw notFound();
  return id.toLowerCase();
}
