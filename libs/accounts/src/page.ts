import { invalid } from '#libs/core';

const DEFAULT_SIZE = 50;
export const MAX_PAGE_SIZE = 100;

export interface PageRequest {
  /** 1 to 100; 50 where it is not said. */
  readonly first?: number;
  /** The cursor of an earlier answer. */
  readonly after?: string;
}

/** One page, and the cursor of each of its rows. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly cursors: readonly string[];
  readonly hasNext: boolean;
}

/** The place that a cursor names: `parts` texts, or nulls where there is no cursor. Throws INVALID_INPUT for one that is not ours. */
export function afterPlace(request: PageRequest, parts: number): { readonly limit: number; readonly after: readonly (string | null)[] } {
  const limit = request.first ?? DEFAULT_SIZE;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE_SIZE)
    throw invalid([{ path: 'first', expected: `1 to ${MAX_PAGE_SIZE}`, received: String(limit) }]);
  if (request.after === undefined) return { limit, after: Array.from({ length: parts }, () => null) };
  const after = readCursor(request.after);
  if (after?.length !== parts) throw invalid([{ path: 'after', expected: 'a cursor of an earlier answer', received: 'something else' }]);
  return { limit, after };
}

export function pageOf<Row>(rows: readonly Row[], limit: number, placeOf: (row: Row) => readonly string[]): Page<Row> {
  const shown = rows.slice(0, limit);
  return {
    rows: shown,
    cursors: shown.map((row) => Buffer.from(JSON.stringify(placeOf(row))).toString('base64url')),
    hasNext: rows.length > limit,
  };
}

function readCursor(cursor: string): string[] | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(place) && place.every((part) => typeof part === 'string') ? place : undefined;
  } catch {
    return undefined;
  }
}
