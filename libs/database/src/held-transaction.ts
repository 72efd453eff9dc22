import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transaction } from './transaction.js';

/** What a held transaction needs of the database: how one is begun, and how it is ended and given back. */
export interface HeldParts {
  /** Whether one more connection may be held; asked once, and taken where the answer is yes. */
  readonly reserve: () => boolean;
  readonly begin: () => Promise<OpenTransaction>;
}

export interface OpenTransaction {
  readonly tx: Transaction;
  /** Gives the connection back. Throws where COMMIT did not commit. */
  readonly end: (how: 'COMMIT' | 'ROLLBACK') => Promise<void>;
}

/** Work that had its turn after the transaction was over: it needs one of its own. */
export class HeldIsOver extends Error {}

/** Which held transaction the code that runs is inside of. */
const INSIDE = new AsyncLocalStorage<HeldTransaction>();

/**
 * One read-only transaction for all that a request reads, begun with the first of it: entering the context costs the database more than most
 * reads do. One piece of work runs after the other; work within work runs in the same transaction. After a failure it is over.
 */
export class HeldTransaction {
  private open: Promise<OpenTransaction> | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private isReserved = false;
  /** Nothing more is taken. */
  private isOver = false;
  /** The connection is given back, and none is taken again. */
  private isClosed = false;

  constructor(private readonly parts: HeldParts) {}

  /** Undefined where the transaction is over, or too many are held: the work needs one of its own. Rejects with HeldIsOver where it ends meanwhile. */
  run<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> | undefined {
    if (this.isOver) return undefined;
    this.isReserved ||= this.parts.reserve();
    if (!this.isReserved) return undefined;
    if (INSIDE.getStore() === this) return this.within(work);
    const result = this.last.then(() => INSIDE.run(this, () => this.step(work)));
    this.last = result.catch(() => undefined);
    return result;
  }

  /** When what has been asked for has run. Safe to call more than once. */
  async end(): Promise<void> {
    if (this.isOver) return;
    this.isOver = true;
    await this.last;
    await this.close('COMMIT');
  }

  private async within<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return work((await this.opened()).tx);
  }

  private async step<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    let tx: Transaction | undefined;
    try {
      ({ tx } = await this.opened());
      const result = await work(tx);
      // Whatever the work made of it: after a failed statement the server takes no other.
      if (tx.failure !== undefined) throw new Error('a statement in the transaction had failed');
      return result;
    } catch (error) {
      this.isOver = true;
      await this.close('ROLLBACK');
      throw tx?.failure ?? error;
    }
  }

  private opened(): Promise<OpenTransaction> {
    if (this.isClosed) throw new HeldIsOver();
    return (this.open ??= this.parts.begin());
  }

  private async close(how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    const { open } = this;
    // What could not be begun has nothing to give back, and whoever asked for it has heard why. Nothing was written that could be lost.
    await open?.then((transaction) => transaction.end(how)).catch(() => undefined);
  }
}
