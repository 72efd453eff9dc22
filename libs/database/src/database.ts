import { DomainError } from '#libs/core';
import pg from 'pg';
import type { PoolClient } from 'pg';
import { enterStatement } from './credential.js';
import type { Credential } from './credential.js';
import { HeldIsOver, HeldTransaction } from './held-transaction.js';
import type { OpenTransaction } from './held-transaction.js';
import { Transaction } from './transaction.js';
import type { EnteredActor } from './transaction.js';

export interface DatabaseOptions {
  /** A service role's URL; the owner's is refused at start (`checkCatalogue`). */
  readonly url: string;
  readonly maxConnections?: number;
  readonly applicationName: string;
}

/** Whoever carries a credential: an Actor of libs/access, or the credential's holder. */
export interface CredentialHolder {
  readonly credential: Credential;
}

/** What a transaction may set for itself, in the round trip that begins it. */
export type LocalSetting = 'jit = off' | 'synchronous_commit = off';

const SERIALIZATION_FAILURES = new Set(['40001', '40P01']);
const MAX_TRIES = 3;
/** Work in a held transaction that wants to write after all (read_only_sql_transaction). */
const READ_ONLY = '25006';
const DEFAULT_CONNECTIONS = 10;
/** These never hold on to anything: whoever holds one connection and needs another gets it. */
const NEVER_HELD = 2;
/** A read-only transaction that is over ends with the beginning of the next on its connection, or by itself after this time. */
const ENDS_AFTER_MS = 20;

// Instants stay text with all their microseconds (a Date would drop three digits of them); bigint stays text too.
const INSTANT_TYPES: ReadonlySet<number> = new Set([pg.types.builtins.TIMESTAMPTZ, pg.types.builtins.TIMESTAMP]);
const usualParser: (oid: number, format?: 'text' | 'binary') => (text: string) => unknown = pg.types.getTypeParser;
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => (INSTANT_TYPES.has(oid) ? toIso : usualParser(oid, format)),
};

/** `2026-11-23 07:12:00.123456+00` → `2026-11-23T07:12:00.123456Z`: the session's time zone is UTC. */
function toIso(text: string): string {
  return text.replace(' ', 'T').replace(/\+00$/, 'Z');
}

/** The one way to the database: a transaction in the context of an actor. Without a context no row is seen. */
export class Database {
  private readonly pool: pg.Pool;
  private readonly held = new WeakMap<Credential, HeldTransaction>();
  private heldCount = 0;
  /** Connections of which the last read-only transaction is over but not ended, and what will end it. */
  private readonly unended = new Map<PoolClient, NodeJS.Timeout>();
  /** Those that are being ended at this moment. */
  private readonly ended = new Map<PoolClient, Promise<unknown>>();

  constructor(options: DatabaseOptions) {
    this.pool = new pg.Pool({
      connectionString: options.url,
      max: options.maxConnections ?? DEFAULT_CONNECTIONS,
      application_name: options.applicationName,
      options: '-c timezone=UTC -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000',
      types,
      // A broken connection between two uses is replaced by the pool; without these listeners it would end the process.
    });
    this.pool.on('error', () => undefined);
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /**
   * Runs `work` in one transaction, with `settings` that hold for it alone and the keys that the database computes for the actor's credential.
   * Deadlocks and serialisation failures are tried again (3 times in all), so `work` must have no effect outside the transaction.
   * Throws where the server rolled back, whatever `work` made of the failed statement; `UNAUTHENTICATED` where the credential is not or no longer good, and `UNAVAILABLE` where the database cannot be reached.
   */
  async as<Result>(
    holder: CredentialHolder,
    work: (tx: Transaction) => Promise<Result>,
    settings: readonly LocalSetting[] = [],
  ): Promise<Result> {
    const shared = await this.inHeld(holder.credential, work, settings);
    if (shared !== undefined) return shared.result;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(holder.credential, work, settings);
      } catch (error) {
        if (attempt < MAX_TRIES && error instanceof pg.DatabaseError && SERIALIZATION_FAILURES.has(error.code ?? '')) continue;
        throw error;
      }
    }
  }

  /**
   * For one request: what is read with this credential, the very object, from now on runs in one read-only transaction, until `end` is called.
   * Work that writes, or that fails for the server's reasons, runs in a transaction of its own. While nearly all connections are held, nothing more is.
   */
  hold(credential: Credential): HeldTransaction {
    const held = new HeldTransaction({ reserve: () => this.reserve(), begin: () => this.beginHeld(credential) });
    this.held.set(credential, held);
    return held;
  }

  /** The actor as the database knows it now, or undefined where the credential is not (or no longer) good. */
  async identify(credential: Credential): Promise<EnteredActor | undefined> {
    try {
      return await this.once(credential, (tx) => Promise.resolve(tx.actor));
    } catch (error) {
      if (error instanceof DomainError && error.code === 'UNAUTHENTICATED') return undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  /** Whether the database answers; for readiness. */
  async ping(): Promise<void> {
    const client = await this.connect();
    try {
      await client.query(`${this.ending(client)}SELECT 1`);
    } finally {
      client.release();
    }
  }

  /** Undefined where nothing is held, or where it cannot serve. */
  private async inHeld<Result>(
    credential: Credential,
    work: (tx: Transaction) => Promise<Result>,
    settings: readonly LocalSetting[],
  ): Promise<{ readonly result: Result } | undefined> {
    const held = this.held.get(credential);
    if (held === undefined) return undefined;
    if (settings.length > 0) {
      await held.end();
      return undefined;
    }
    try {
      const running = held.run(work);
      return running === undefined ? undefined : { result: await running };
    } catch (error) {
      if (error instanceof HeldIsOver) return undefined;
      const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
      if (code === READ_ONLY || SERIALIZATION_FAILURES.has(code)) return undefined;
      throw error instanceof DomainError ? error : lostBy(error);
    }
  }

  private reserve(): boolean {
    if (this.heldCount >= this.pool.options.max - NEVER_HELD) return false;
    this.heldCount += 1;
    return true;
  }

  private async beginHeld(credential: Credential): Promise<OpenTransaction> {
    const client = await this.connect().catch((error: unknown) => {
      this.heldCount -= 1;
      throw error;
    });
    const giveBack = (broken?: Error) => {
      this.heldCount -= 1;
      client.release(broken);
    };
    try {
      const tx = await begin(client, credential, [], `${this.ending(client)}BEGIN READ ONLY`);
      return {
        tx,
        end: async (how) => {
          if (how === 'COMMIT') {
            this.endLater(client);
            giveBack();
          } else giveBack(await rolledBack(client));
        },
      };
    } catch (error) {
      const broken = await rolledBack(client);
      giveBack(broken);
      throw broken === undefined || error instanceof DomainError ? error : lostBy(error);
    }
  }

  /** Nothing was written, and nobody waits for the end: it costs no round trip of its own where the connection is wanted again at once. */
  private endLater(client: PoolClient): void {
    const timer = setTimeout(() => {
      this.unended.delete(client);
      const ending = client.query('COMMIT').catch(() => undefined);
      this.ended.set(
        client,
        ending.finally(() => this.ended.delete(client)),
      );
    }, ENDS_AFTER_MS);
    this.unended.set(client, timer.unref());
  }

  /** What must be said before anything else on this connection. */
  private ending(client: PoolClient): 'COMMIT; ' | '' {
    const timer = this.unended.get(client);
    if (timer === undefined) return '';
    clearTimeout(timer);
    this.unended.delete(client);
    return 'COMMIT; ';
  }

  private async once<Result>(
    credential: Credential,
    work: (tx: Transaction) => Promise<Result>,
    settings: readonly LocalSetting[] = [],
  ): Promise<Result> {
    const client = await this.connect();
    let broken: Error | undefined;
    let isEnding = false;
    try {
      const tx = await begin(client, credential, settings, `${this.ending(client)}BEGIN`);
      const result = await work(tx);
      isEnding = true;
      // After a failed statement that nobody let through, COMMIT rolls back without an error.
      const { command } = await client.query('COMMIT');
      if (command !== 'COMMIT') throw new Error('the transaction was rolled back: a statement in it had failed');
      return result;
    } catch (error) {
      broken = await rolledBack(client);
      // Whether a COMMIT without an answer was one, nobody knows: that is not told as "nothing was done".
      throw isEnding || broken === undefined || error instanceof DomainError ? error : lostBy(error);
    } finally {
      client.release(broken);
    }
  }

  private async connect(): Promise<PoolClient> {
    try {
      const client = await this.pool.connect();
      await this.ended.get(client);
      return client;
    } catch (cause) {
      throw unavailable(cause);
    }
  }
}

function unavailable(cause: unknown): DomainError {
  return new DomainError('unavailable', 'DATABASE_UNAVAILABLE', 'The database cannot be reached at the moment.', {
    cause,
    retryAfterSeconds: 5,
  });
}

/** Classes 08 (connection), 57P01 to 57P05 (the server ends the session, starts or recovers): PostgreSQL's manual, appendix A. */
const CONNECTION_ENDED = /^(?:08...|57P0[1-5])$/;

/** Of work whose connection broke under it. What the server refused for a reason of its own stays what it is. */
function lostBy(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) return CONNECTION_ENDED.test(error.code ?? '') ? unavailable(error) : error;
  const { code = '', message = '' } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const isGone =
    /^Connection terminated|^Client has encountered a connection error/.test(message) || /^(?:ECONNRESET|EPIPE|ETIMEDOUT)$/.test(code);
  return isGone ? unavailable(error) : error;
}

/** Why the connection cannot be used again, if so. */
async function rolledBack(client: PoolClient): Promise<Error | undefined> {
  return client.query('ROLLBACK').then(
    () => undefined,
    (cause: unknown) => (cause instanceof Error ? cause : new Error('rollback failed')),
  );
}

async function begin(
  client: PoolClient,
  credential: Credential,
  settings: readonly LocalSetting[],
  how: `${'COMMIT; ' | ''}BEGIN${' READ ONLY' | ''}`,
): Promise<Transaction> {
  const local = settings.map((setting) => `; SET LOCAL ${setting}`).join('');
  // Several statements in one simple query: one round trip. node-postgres answers with one result each.
  const results = (await client.query(`${how}; ${enterStatement(credential)}${local}`)) as unknown as pg.QueryResult<{
    actor: EnteredActor | null;
  }>[];
  const actor = results.find(({ command }) => command === 'SELECT')?.rows[0]?.actor;
  if (!actor) throw new DomainError('forbidden', 'UNAUTHENTICATED', 'Sign in, or use a token that is still good.');
  return new Transaction(client, actor);
}
