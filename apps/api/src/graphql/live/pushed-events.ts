/**
 * Takes the events of a subscriber and pushes each on by itself, the next when the last has been taken; to whoever waits for results it is a
 * stream that has none, and ends when the events do.
 */
export class PushedEvents<Event> implements AsyncIterableIterator<never, undefined> {
  constructor(
    private readonly events: AsyncIterator<Event, undefined>,
    private readonly push: (event: Event) => Promise<void>,
  ) {}

  async next(): Promise<IteratorResult<never, undefined>> {
    for (;;) {
      const { done, value } = await this.events.next();
      if (done === true) return { done: true, value: undefined };
      await this.push(value);
    }
  }

  async return(): Promise<IteratorResult<never, undefined>> {
    await this.events.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
