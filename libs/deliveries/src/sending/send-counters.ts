import { Injectable } from '@nestjs/common';
import type { SendResult } from './claimed-alert.js';
import type { Lane } from './lanes.js';

/** What this process has done since it started, for its metrics: `webhook sent`, `email retry`, `webhook suppressed no_access` → how often. */
@Injectable()
export class SendCounters {
  private readonly counts = new Map<string, number>();

  get all(): ReadonlyMap<string, number> {
    return this.counts;
  }

  noteResults({ channel }: Lane, results: readonly SendResult[]): void {
    for (const { outcome } of results) this.add(`${channel} ${outcome}`);
  }

  noteEnded({ channel }: Lane, verdicts: readonly string[]): void {
    for (const verdict of verdicts) this.add(`${channel} ${verdict}`);
  }

  private add(key: string): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }
}
