import { firstHidden, isUuid, invalid, NO_HIDDEN_CHARACTERS, notFound, writtenOut } from '#libs/core';
import type { InputIssue } from '#libs/core';
import { z } from 'zod';

/** Fields whose values never come back in an answer or a log. */
const SECRET_FIELDS = new Set([
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'totp',
  'code',
  'recoveryCode',
  'totpSecret',
  'deviceToken',
]);
const MAX_SHOWN = 60;

/** The input as the schema reads it; throws INVALID_INPUT with every place that is wrong. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw invalid(result.error.issues.flatMap((issue) => issuesOf(issue, input)));
}

function issuesOf(issue: z.core.$ZodIssue, input: unknown): InputIssue[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...issue.path, key].map(String).join('.'), expected: 'no such field', received: 'a value' }));
  return [{ path: issue.path.map(String).join('.'), expected: issue.message, received: cameOf(issue, input) }];
}

/** Of what is too long its length, of what cannot be seen which character it is and where, of all else its beginning. */
function cameOf(issue: z.core.$ZodIssue, input: unknown): string {
  const value = valueAt(issue.path, input);
  const isSecret = issue.path.some((part) => SECRET_FIELDS.has(String(part)));
  if (typeof value !== 'string' || isSecret) return shown(issue.path, input);
  if (issue.code === 'too_big') return `${value.trim().length} characters`;
  return (issue.message.startsWith('no control characters') ? firstHidden(value.trim()) : undefined) ?? shown(issue.path, input);
}

function valueAt(path: readonly PropertyKey[], input: unknown): unknown {
  let value = input;
  for (const part of path) value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined;
  return value;
}

function shown(path: readonly PropertyKey[], input: unknown): string {
  const value = valueAt(path, input);
  if (value === undefined || value === null) return 'nothing';
  if (path.some((part) => SECRET_FIELDS.has(String(part)))) return 'a value that is not shown';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, MAX_SHOWN));
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? `a list of ${value.length}` : `a ${typeof value}`;
}

/** An id as it came: what has no id's form is as unknown as what does not exist. Throws NOT_FOUND. */
export function knownForm(id: string): string {
  if (!isUuid(id)) throw notFound();
  return id.toLowerCase();
}

/** A name that is shown on one line: no control characters, no line breaks. */
export const nameField = z
  .string('a name')
  .trim()
  .min(1, 'at least one character')
  .max(200, 'at most 200 characters')
  .regex(NO_HIDDEN_CHARACTERS, 'no control characters');

const pasted = z.string('a text').trim().transform(writtenOut);

/** What somebody writes to us in a few lines; what cannot be seen in it is written out. */
export const remarkField = pasted.pipe(z.string().max(2_000, 'at most 2000 characters'));
export const reasonField = pasted.pipe(z.string().min(1, 'a reason').max(2_000, 'at most 2000 characters'));

export const languageField = z.enum(['en', 'zh-Hant', 'zh-Hans'], 'en, zh-Hant or zh-Hans');

/** What the door knows of the client: its address for the coarse limit, its name for the list of sessions. */
export const clientFields = {
  address: z.string().max(100).optional(),
  userAgent: z
    .string()
    .transform((text) => text.replaceAll(/\p{C}/gu, '').slice(0, 300))
    .optional(),
};
