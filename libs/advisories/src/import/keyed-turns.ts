/** Work that shares a key waits for its turn in the order in which it came; other work does not wait. */
export class KeyedTurns {
  private readonly last = new Map<string, Promise<unknown>>();

  async take<Result>(keys: readonly string[], work: () => Promise<Result>): Promise<Result> {
    const before = Promise.allSettled(keys.flatMap((key) => this.last.get(key) ?? []));
    const mine = before.then(work);
    for (const key of keys) this.last.set(key, mine);
    try {
      return await mine;
    } finally {
      for (const key of keys) if (this.last.get(key) === mine) this.last.delete(key);
    }
  }
}
