import { DomainError } from '#libs/core';

interface Reader<Event> {
  readonly resolve: (result: IteratorResult<Event, undefined>) => void;
  readonly reject: (error: Error) => void;
}

/** How many events wait for a reader who is slower than they come. */
export const MAX_WAITING_EVENTS = 100;

/**
 * The events of one subscriber as GraphQL wants them. One who falls behind by more than MAX_WAITING_EVENTS is told so and ended: silently
 * leaving events out would look like nothing had happened.
 */
export class BufferedEvents<Event> implements AsyncIterableIterator<Event, undefined> {
  private readonly waiting: Event[] = [];
  private reader: Reader<Event> | undefined;
  private failure: Error | undefined;
  private isEnded = false;

  constructor(private readonly onEnd: () => void) {}

  push(event: Event): void {
    if (this.isEnded) return;
    if (this.reader) {
      this.reader.resolve({ done: false, value: event });
      this.reader = undefined;
    } else if (this.waiting.length < MAX_WAITING_EVENTS) this.waiting.push(event);
    else
      this.fail(
        new DomainError('unavailable', 'TOO_SLOW', 'Events came faster than they were read. Subscribe again and read what was missed.'),
      );
  }

  /** Ends with an error after what is waiting has been read. */
  fail(error: Error): void {
    this.failure = error;
    this.end();
  }

  next(): Promise<IteratorResult<Event, undefined>> {
    const event = this.waiting.shift();
    if (event !== undefined) return Promise.resolve({ done: false, value: event });
    if (this.isEnded) return this.ended();
    return new Promise((resolve, reject) => {
      this.reader = { resolve, reject };
    });
  }

  return(): Promise<IteratorResult<Event, undefined>> {
    this.waiting.length = 0;
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(error: Error): Promise<IteratorResult<Event, undefined>> {
    this.waiting.length = 0;
    this.end();
    return Promise.reject(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.return().then(() => undefined);
  }

  private end(): void {
    if (this.isEnded) return;
    this.isEnded = true;
    this.onEnd();
    const { reader } = this;
    this.reader = undefined;
    if (reader) this.ended().then(reader.resolve, reader.reject);
  }

  private ended(): Promise<IteratorResult<Event, undefined>> {
    const { failure } = this;
    this.failure = undefined;
    return failure ? Promise.reject(failure) : Promise.resolve({ done: true, value: undefined });
  }
}
