import { DomainError } from '#libs/core';
import pg from 'pg';
import type { PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';

/** What the database says of whoever entered: the live account at the moment the transaction began. */
export interface EnteredActor {
  readonly kind: 'anonymous' | 'person' | 'organisation' | 'system';
  readonly personId?: string;
  readonly organisationId?: string | null;
  readonly tier?: string | null;
  readonly isOperator?: boolean;
  readonly roles: readonly string[];
  readonly keys: readonly string[];
  /** 0 nobody signed in, 1 a password, 2 a second factor passed. */
  readonly assurance: number;
  /** Whether the account may read more than the public and all members, once a second factor was passed. */
  readonly hasNarrowKeys?: boolean;
  readonly scopes?: readonly string[];
  readonly sessionId?: string;
  readonly tokenId?: string;
  readonly name?: string;
  readonly email?: string;
  readonly language?: string;
  readonly purpose?: string;
}

/** One transaction in one context. Everything that reads or writes takes it; it must not be kept after the transaction. */
export class Transaction {
  private firstFailure: unknown;

  constructor(
    private readonly client: PoolClient,
    readonly actor: EnteredActor,
  ) {}

  /** Why the first statement in it failed that did, after which the server takes no other; undefined where none did. */
  get failure(): unknown {
    return this.firstFailure;
  }

  /** Runs one statement with its parameters and returns its rows. */
  async query<Row extends QueryResultRow = QueryResultRow>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.run<Row>({ text: sql, values: [...parameters] })).rows;
  }

  /** Runs a statement that pg prepares once per connection under `name`; for the hot reads. */
  async prepared<Row extends QueryResultRow = QueryResultRow>(
    name: string,
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<Row[]> {
    return (await this.run<Row>({ name, text: sql, values: [...parameters] })).rows;
  }

  /** The number of rows that a statement changed. */
  async execute(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    return (await this.run({ text: sql, values: [...parameters] })).rowCount ?? 0;
  }

  /** The row, or undefined where there is none. More than one row is a bug. */
  async find<Row extends QueryResultRow = QueryResultRow>(sql: string, parameters: readonly unknown[] = []): Promise<Row | undefined> {
    const rows = await this.query<Row>(sql, parameters);
    if (rows.length > 1) throw new Error('a statement that should find one row found several');
    return rows[0];
  }

  private async run<Row extends QueryResultRow>(query: QueryConfig): Promise<QueryResult<Row>> {
    try {
      return await this.client.query<Row>(query);
    } catch (error) {
      const told = isUnwritable(error) ? unwritable(error) : error;
      this.firstFailure ??= told;
      throw told;
    }
  }
}

/** character_not_in_repertoire, untranslatable_character: what PostgreSQL keeps in no text. */
const UNWRITABLE: ReadonlySet<string | undefined> = new Set(['22021', '22P05']);

function isUnwritable(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && UNWRITABLE.has(error.code);
}

/** Wherever in the input it stood: a text that can be in no row is no fault of the platform. */
function unwritable(cause: pg.DatabaseError): DomainError {
  const issues = [{ path: '', expected: 'texts of Unicode characters other than U+0000', received: 'a text with another one' }];
  return new DomainError('invalid', 'INVALID_INPUT', 'The input is not valid.', { issues, cause });
}
