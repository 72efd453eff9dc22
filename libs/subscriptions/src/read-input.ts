import { invalid, isUuid, NO_HIDDEN_CHARACTERS, notFound } from '#libs/core';
import type { InputIssue } from '#libs/core';
import { z } from 'zod';

/** Values that never come back in an answer or a log. */
const SECRET_FIELDS: ReadonlySet<PropertyKey> = new Set(['token', 'publicKey']);
const MAX_SHOWN = 80;

/** The input as the schema reads it. Throws INVALID_INPUT with every place that is wrong. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw invalid(result.error.issues.flatMap((issue) => issuesOf(issue, input)));
}

function issuesOf(issue: z.core.$ZodIssue, input: unknown): InputIssue[] {
  const at = (path: readonly PropertyKey[], expected: string) => ({
    path: path.map(String).join('.'),
    expected,
    received: shown(path, input),
  });
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => at([...issue.path, key], 'no such field'));
  if (issue.code === 'invalid_value') return [at(issue.path, `one of ${issue.values.map(String).join(', ')}`)];
  return [at(issue.path, issue.message)];
}

function shown(path: readonly PropertyKey[], input: unknown): string {
  let value = input;
  for (const key of path) {
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    value = isThere ? (value as Record<PropertyKey, unknown>)[key] : undefined;
  }
  if (value === undefined || value === null) return 'nothing';
  if (path.some((key) => SECRET_FIELDS.has(key))) return 'a value that is not shown';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text).toWellFormed().replaceAll('\0', '\uFFFD');
}

/** An id as it came: what has no id's form is as unknown as what does not exist. Throws NOT_FOUND. */
export function knownForm(id: unknown): string {
  if (typeof id !== 'string' || !isUuid(id)) throw notFound();
  return id.toLowerCase();
}

/** `schema`, or its value for nothing where nothing (or null, as GraphQL says it) came. */
export function orElse<Schema extends z.ZodType>(schema: Schema, value: z.output<Schema>) {
  return schema.nullish().transform((given) => given ?? value);
}

/** A name that is shown on one line. */
export const nameField = z
  .string('a name')
  .trim()
  .max(100, 'at most 100 characters')
  .regex(NO_HIDDEN_CHARACTERS, 'no control characters or line breaks');

export const languageField = z.enum(['en', 'zh-Hant', 'zh-Hans']);
export const idField = z.string('an id');
