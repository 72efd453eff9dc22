import type { ClaimedAlert, SendResult } from './claimed-alert.js';
import type { Saturated } from './delivery-claims.js';
import type { Lane } from './lanes.js';

/** Of a destination that lately kept us waiting, this share of the usual: what cannot be sent now stays free for others to be claimed before it. */
const SLOW_SHARE = 1 / 20;
const MAX_SLOW = 10_000;

/** What a lane of this process has claimed and not yet sent, counted by endpoint and by destination. */
export class HeldAlerts {
  private readonly byEndpoint = new Map<string, number>();
  private readonly byDestination = new Map<string, number>();
  private readonly slow = new Set<string>();
  private total = 0;

  constructor(private readonly lane: Lane) {}

  get size(): number {
    return this.total;
  }

  get room(): number {
    return Math.max(0, this.lane.maxHeld - this.total);
  }

  get saturated(): Saturated {
    return {
      endpoints: atLeast(this.byEndpoint, this.lane.maxHeldPerEndpoint),
      destinations: [...this.byDestination].filter(([name, held]) => held >= this.limitOf(name)).map(([name]) => name),
    };
  }

  /** A destination at which sends wait or run out of time is slow until one of them succeeds. */
  learn({ alert, outcome, error }: SendResult): void {
    if (outcome === 'sent') this.slow.delete(alert.destination);
    else if ((outcome === 'put_back' || error?.startsWith('TIMEOUT') === true) && this.slow.size < MAX_SLOW)
      this.slow.add(alert.destination);
  }

  add({ endpointId, destination }: ClaimedAlert): void {
    this.total += 1;
    count(this.byEndpoint, endpointId, 1);
    count(this.byDestination, destination, 1);
  }

  remove({ endpointId, destination }: ClaimedAlert): void {
    this.total -= 1;
    count(this.byEndpoint, endpointId, -1);
    count(this.byDestination, destination, -1);
  }

  /** Enough has gone to both the endpoint and the destination of an alert that more may be claimed for them. */
  hasRoomFor({ endpointId, destination }: ClaimedAlert): boolean {
    const isLow = (held: number | undefined, limit: number) => (held ?? 0) <= limit / 2;
    return (
      isLow(this.byDestination.get(destination), this.limitOf(destination)) &&
      isLow(this.byEndpoint.get(endpointId), this.lane.maxHeldPerEndpoint)
    );
  }

  private limitOf(destination: string): number {
    return this.slow.has(destination) ? this.lane.maxHeldPerDestination * SLOW_SHARE : this.lane.maxHeldPerDestination;
  }
}

function count(counts: Map<string, number>, key: string, change: number): void {
  const now = (counts.get(key) ?? 0) + change;
  if (now === 0) counts.delete(key);
  else counts.set(key, now);
}

function atLeast(counts: ReadonlyMap<string, number>, limit: number): string[] {
  return [...counts].filter(([, held]) => held >= limit).map(([key]) => key);
}
