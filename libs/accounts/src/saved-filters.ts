import { authorize } from '#libs/access';
import type { Actor } from '#libs/access';
import { conflict, newId, notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { knownForm, nameField, readInput } from './read-input.js';

const MAX_PER_PERSON = 100;
const MAX_QUERY_CHARACTERS = 2_000;

/** A filter that a person keeps: the query of a page's address under a name. */
export interface SavedFilter {
  readonly id: string;
  readonly page: string;
  readonly name: string;
  readonly query: string;
  readonly createdAt: string;
}

const INPUT = z.strictObject({
  page: z.string('a page').regex(/^[a-z0-9][a-z0-9/_-]{0,99}$/, 'the name of a page: letters, digits, hyphens and slashes'),
  name: nameField,
  query: z
    .string('a query')
    .max(MAX_QUERY_CHARACTERS, `at most ${MAX_QUERY_CHARACTERS} characters`)
    .regex(/^[\x20-\x7e]*$/, 'a query as it stands in an address, without "?"')
    .refine((query) => !/[\s#"<>\\]/.test(query), 'no blanks, quotes or fragment'),
});

const FILTER = 'id, page, name, query, created_at AS "createdAt"';

/** Filters that people keep. Each sees and deletes their own. */
@Injectable()
export class SavedFilters {
  constructor(private readonly database: Database) {}

  /** By page and name; none for who has no account. */
  async list(actor: Actor, page?: string): Promise<SavedFilter[]> {
    if (actor.kind !== 'person') return [];
    return this.database.as(actor, (tx) =>
      tx.query<SavedFilter & Record<string, unknown>>(
        `SELECT ${FILTER} FROM accounts.saved_filter WHERE person_id = access.person_id() AND ($1::text IS NULL OR page = $1) ORDER BY page, name`,
        [page ?? null],
      ),
    );
  }

  /** Keeps a filter; one of the same page and name takes its place. Throws INVALID_INPUT, TOO_MANY_FILTERS beyond 100. */
  async create(actor: Actor, input: unknown): Promise<SavedFilter> {
    const { page, name, query } = readInput(INPUT, input);
    authorize(actor, 'filter:keep');
    return this.database.as(actor, async (tx) => {
      const row = await tx.find<SavedFilter & Record<string, unknown>>(
        `INSERT INTO accounts.saved_filter (id, person_id, page, name, query) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (person_id, page, name) DO UPDATE SET query = excluded.query RETURNING ${FILTER}`,
        [newId(), tx.actor.personId, page, name, query],
      );
      const count = await tx.find<{ kept: number }>('SELECT count(*)::int AS kept FROM accounts.saved_filter WHERE person_id = $1', [
        tx.actor.personId,
      ]);
      if (row === undefined || (count?.kept ?? 0) > MAX_PER_PERSON)
        throw conflict('TOO_MANY_FILTERS', `At most ${MAX_PER_PERSON} filters are kept: delete one first.`);
      return row;
    });
  }

  /** Throws NOT_FOUND. */
  async delete(actor: Actor, id: string): Promise<void> {
    authorize(actor, 'filter:keep');
    const known = knownForm(id);
    const deleted = await this.database.as(actor, (tx) =>
      tx.execute('DELETE FROM accounts.saved_filter WHERE id = $1 AND person_id = $2', [known, tx.actor.personId]),
    );
    if (deleted !== 1) throw notFound();
  }
}
