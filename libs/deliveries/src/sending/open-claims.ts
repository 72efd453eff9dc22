import type { ClaimedAlert, SendResult } from './claimed-alert.js';

/** How many alerts of each claim of this process have no written result yet. */
export class OpenClaims {
  private readonly left = new Map<string, number>();

  add(alerts: readonly ClaimedAlert[]): void {
    for (const { claimId } of alerts) this.left.set(claimId, (this.left.get(claimId) ?? 0) + 1);
  }

  /** Their results are written. Answers with the claims of which that was the last. */
  written(results: readonly SendResult[]): string[] {
    for (const { alert } of results) this.left.set(alert.claimId, (this.left.get(alert.claimId) ?? 0) - 1);
    const ended = [...this.left].filter(([, count]) => count <= 0).map(([id]) => id);
    for (const id of ended) this.left.delete(id);
    return ended;
  }
}
