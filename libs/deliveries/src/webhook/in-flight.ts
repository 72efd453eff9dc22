import { Turns } from './turns.js';
import type { Waiting } from './turns.js';

/** How many sends may be under way at once. */
export interface InFlightLimits {
  readonly perEndpoint: number;
  /** Many endpoints may stand on one server (an origin): together they cannot take all of `inAll`. */
  readonly perOrigin: number;
  readonly inAll: number;
}

export const IN_FLIGHT_LIMITS: InFlightLimits = { perEndpoint: 4, perOrigin: 500, inAll: 1_000 };

/**
 * An origin begins with this many of its slots and gets one more for each send that took its time while all were taken: a receiver that
 * answers at once is quickest over few connections, and one that answers after 50 ms has all of its slots after three answers' time.
 */
const FIRST_SLOTS = 50;
const SLOW_ANSWER_MS = 20;
/** Who waits too long is looked for in this rhythm: a timer for each of thousands costs more than what they wait for. */
const SWEEP_MS = 100;

interface Waiter {
  readonly start: () => void;
  readonly giveUp: () => void;
  readonly untilMs: number;
}

/** Two steps of the same rotation: origins take turns, and within an origin its endpoints do. */
interface Endpoint extends Waiting {
  readonly id: string;
  waiting: Waiter[];
  running: number;
}

interface Origin extends Waiting {
  readonly name: string;
  readonly endpoints: Map<string, Endpoint>;
  /** Endpoints with something waiting and a free slot, in the order of their turns. */
  readonly ready: Turns<Endpoint>;
  running: number;
  slots: number;
}

/**
 * Fair slots for sends: a free slot goes to the next origin in turn, and there to the next endpoint, so that one slow receiver with a long
 * queue holds its own slots and nobody else's. Taking and giving back a slot costs the same however many are waiting.
 */
export class InFlight {
  private readonly origins = new Map<string, Origin>();
  private readonly ready = new Turns<Origin>();
  private running = 0;
  private queued = 0;
  private sweeper: NodeJS.Timeout | undefined;

  constructor(private readonly limits: InFlightLimits = IN_FLIGHT_LIMITS) {}

  /** Sends under way. */
  get size(): number {
    return this.running;
  }

  /** Sends that wait for a slot. */
  get waiting(): number {
    return this.queued;
  }

  /** Resolves to a function that gives the slot back (once), or to undefined when none came free within `withinMs`. */
  acquire(originName: string, endpointId: string, withinMs?: number): Promise<(() => void) | undefined> {
    const origin = this.originOf(originName);
    const endpoint = endpointOf(origin, endpointId);
    return new Promise((resolve) => {
      endpoint.waiting.push({
        start: () => {
          resolve(this.taken(origin, endpoint));
        },
        giveUp: () => {
          resolve(undefined);
        },
        untilMs: withinMs === undefined ? Infinity : performance.now() + withinMs,
      });
      this.queued += 1;
      this.sweepLater(withinMs ?? Infinity);
      this.offer(origin, endpoint);
      this.startNext();
    });
  }

  private originOf(name: string): Origin {
    const known = this.origins.get(name);
    if (known !== undefined) return known;
    const origin: Origin = {
      name,
      endpoints: new Map(),
      ready: new Turns(),
      isInLine: false,
      running: 0,
      slots: Math.min(FIRST_SLOTS, this.limits.perOrigin),
    };
    this.origins.set(name, origin);
    return origin;
  }

  /** Puts the two into the rotation if they may start something; who is in it already keeps the turn. */
  private offer(origin: Origin, endpoint: Endpoint): void {
    if (endpoint.waiting.length > 0 && endpoint.running < this.limits.perEndpoint) origin.ready.join(endpoint);
    if (origin.ready.size > 0 && origin.running < origin.slots) this.ready.join(origin);
  }

  private startNext(): void {
    while (this.running < this.limits.inAll) {
      const origin = this.ready.next();
      if (origin === undefined) return;
      const endpoint = origin.ready.next();
      const waiter = endpoint?.waiting.shift();
      if (endpoint === undefined || waiter === undefined) continue;
      this.queued -= 1;
      this.running += 1;
      origin.running += 1;
      endpoint.running += 1;
      // Back in at the end of both rotations.
      this.offer(origin, endpoint);
      waiter.start();
    }
  }

  private taken(origin: Origin, endpoint: Endpoint): () => void {
    let isHeld = true;
    const startedAtMs = performance.now();
    return () => {
      if (!isHeld) return;
      isHeld = false;
      if (origin.running === origin.slots && performance.now() - startedAtMs > SLOW_ANSWER_MS) this.widen(origin);
      this.running -= 1;
      origin.running -= 1;
      endpoint.running -= 1;
      this.offer(origin, endpoint);
      this.forget(origin, endpoint);
      this.startNext();
    };
  }

  private widen(origin: Origin): void {
    if (origin.slots < this.limits.perOrigin) origin.slots += 1;
  }

  private sweepLater(withinMs: number): void {
    if (withinMs === Infinity) return;
    this.sweeper ??= setTimeout(
      () => {
        this.sweeper = undefined;
        this.sweep(performance.now());
      },
      Math.min(SWEEP_MS, withinMs),
    );
  }

  private sweep(nowMs: number): void {
    for (const origin of this.origins.values()) {
      for (const endpoint of origin.endpoints.values()) {
        const late = endpoint.waiting.filter(({ untilMs }) => untilMs <= nowMs);
        if (late.length > 0) this.leave(origin, endpoint, late);
      }
    }
    if (this.queued > 0) this.sweepLater(SWEEP_MS);
  }

  private leave(origin: Origin, endpoint: Endpoint, late: readonly Waiter[]): void {
    endpoint.waiting = endpoint.waiting.filter((waiter) => !late.includes(waiter));
    this.queued -= late.length;
    if (endpoint.waiting.length === 0) origin.ready.leave(endpoint);
    if (origin.ready.size === 0) this.ready.leave(origin);
    this.forget(origin, endpoint);
    for (const waiter of late) waiter.giveUp();
  }

  /** What is neither running nor waiting is not remembered, so that memory follows the load and not the history. */
  private forget(origin: Origin, endpoint: Endpoint): void {
    if (endpoint.running === 0 && endpoint.waiting.length === 0) origin.endpoints.delete(endpoint.id);
    if (origin.endpoints.size === 0) this.origins.delete(origin.name);
  }
}

function endpointOf(origin: Origin, id: string): Endpoint {
  const known = origin.endpoints.get(id);
  if (known !== undefined) return known;
  const endpoint: Endpoint = { id, waiting: [], running: 0, isInLine: false };
  origin.endpoints.set(id, endpoint);
  return endpoint;
}
