import { isUuid, invalid, NO_CONTROL_CHARACTERS, notFound } from '#libs/core';
import type { InputIssue } from '#libs/core';
import { z } from 'zod';
import { shown } from './import/json-place.js';

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
    received: shown(valueAt(input, path)),
  });
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => at([...issue.path, key], 'no such field'));
  if (issue.code === 'invalid_value') return [at(issue.path, `one of ${issue.values.map(String).join(', ')}`)];
  return [at(issue.path, issue.message)];
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** An id as it came: what has no id's form is as unknown as what does not exist. Throws NOT_FOUND. */
export function knownForm(id: unknown): string {
  if (typeof id !== 'string' || !isUuid(id)) throw notFound();
  return id.toLowerCase();
}

/** A text of a few lines that people write to each other; no control characters but line breaks and tabs. */
export function plainText(maxCharacters: number) {
  return z
    .string('a text')
    .trim()
    .min(1, 'a text that is not empty')
    .max(maxCharacters, `at most ${maxCharacters} characters`)
    .regex(NO_CONTROL_CHARACTERS, 'no control characters');
}
