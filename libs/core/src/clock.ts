/** The only source of the current time, so that tests can hold it still. Due times and leases use the database's clock instead. */
export abstract class Clock {
  abstract now(): Date;

  /** Milliseconds since 1970. */
  nowMs(): number {
    return this.now().getTime();
  }
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }

  /** Without an object: it is asked several times for each alert. */
  override nowMs(): number {
    return Date.now();
  }
}

/** A clock that a test sets and moves. */
export class FixedClock extends Clock {
  constructor(private current: Date) {
    super();
  }

  now(): Date {
    return new Date(this.current);
  }

  advanceMs(ms: number): void {
    this.current = new Date(this.current.getTime() + ms);
  }
}
