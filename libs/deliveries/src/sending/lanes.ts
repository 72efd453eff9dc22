/** A way out with its own queue and its own slots, so that a backlog in one never delays the others. */
export interface Lane {
  readonly channel: 'email' | 'webhook';
  readonly isRetry: boolean;
  /** Alerts that one process holds claimed at once; the rest of a slow receiver's queue stays in the table and keeps nobody else waiting. */
  readonly maxHeld: number;
  readonly maxHeldPerDestination: number;
  readonly maxHeldPerEndpoint: number;
}

/** First tries and retries never share slots: a backlog of 100,000 retries does not delay a new alert. */
export const LANES = {
  'webhook-first': { channel: 'webhook', isRetry: false, maxHeld: 6_000, maxHeldPerDestination: 2_000, maxHeldPerEndpoint: 16 },
  'webhook-retry': { channel: 'webhook', isRetry: true, maxHeld: 400, maxHeldPerDestination: 100, maxHeldPerEndpoint: 4 },
  'email-first': { channel: 'email', isRetry: false, maxHeld: 400, maxHeldPerDestination: 100, maxHeldPerEndpoint: 16 },
  'email-retry': { channel: 'email', isRetry: true, maxHeld: 100, maxHeldPerDestination: 25, maxHeldPerEndpoint: 4 },
} as const satisfies Record<string, Lane>;

export type LaneName = keyof typeof LANES;
export const LANE_NAMES = Object.keys(LANES) as LaneName[];

/** How long a claim holds. Longer than a send may take (15 s for a webhook), so that nobody else sends the same alert meanwhile. */
export const LEASE_SECONDS = 30;
/** A claimed alert that has not been started within this time is put back: what is left of its lease must be enough for the whole send. */
export const START_WITHIN_MS = 12_000;
/** What is claimed in one statement: asking for the rights of an account costs the same for one of its alerts as for a thousand. */
export const CLAIM_SIZE = 1_000;
/** When a process holds no more than this, it claims again: while these are being sent, the next come. More would only be memory. */
export const LOW_WATER = 1_000;
/** Whoever holds more, because receivers are slow, asks in this rhythm whether something is due for others, who shall not wait. */
export const CLAIM_BESIDE_SLOW_MS = 100;
/** And in this one while everything that is due is for those of whom enough is held. */
export const CLAIM_IN_VAIN_MS = 500;
/** And this many batches of results are written at once. */
export const MAX_WRITES = 2;
/** Results that are written together, at the latest. */
export const RESULT_SIZE = 500;
/** Results that may wait to be written: while the database does not keep up, nothing more is sent. */
export const MAX_UNWRITTEN = 4_000;
