import type { ClaimedAlert } from './claimed-alert.js';
import type { Saturated } from './delivery-claims.js';
import type { Lane } from './lanes.js';

/** What a lane of this process has claimed and not yet written the result of, counted by endpoint and by destination. */
export class HeldAlerts {
  private readonly byEndpoint = new Map<string, number>();
  private readonly byDestination = new Map<string, number>();
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
      destinations: atLeast(this.byDestination, this.lane.maxHeldPerDestination),
    };
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
}

function count(counts: Map<string, number>, key: string, change: number): void {
  const now = (counts.get(key) ?? 0) + change;
  if (now === 0) counts.delete(key);
  else counts.set(key, now);
}

function atLeast(counts: ReadonlyMap<string, number>, limit: number): string[] {
  return [...counts].filter(([, held]) => held >= limit).map(([key]) => key);
}
