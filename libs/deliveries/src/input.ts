import { invalid, isUuid, notFound } from '#libs/core';
import { z } from 'zod';

/** Reads an input of a use case; throws `invalid` with every place that is wrong. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw invalid(result.error.issues.map((issue) => ({ path: issue.path.join('.'), expected: issue.message })));
}

/** An id that cannot exist is answered like one that does not. */
export function readId(id: unknown): string {
  if (typeof id !== 'string' || !isUuid(id)) throw notFound();
  return id.toLowerCase();
}

/** An ISO 8601 instant with an offset, as `2026-11-23T07:30:00Z`. */
export const instant = z.iso.datetime({ offset: true, error: 'an instant such as 2026-11-23T07:30:00Z' });
