import { nextAttempt } from '../retry/retry-schedule.js';
import type { ClaimedAlert, SendResult } from './claimed-alert.js';

/** A try that failed, before it is decided what follows. */
export interface FailedTry {
  readonly alert: ClaimedAlert;
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly statusCode?: number;
  readonly error?: string;
  readonly excerpt?: string;
  readonly retryAfterSeconds?: number | undefined;
}

/** Another try on schedule, or none after the last. */
export function afterFailedTry({ retryAfterSeconds, ...tried }: FailedTry, random: () => number): SendResult {
  const next = nextAttempt(tried.alert.tries + 1, { retryAfterSeconds, random });
  return next === 'exhausted'
    ? { ...tried, outcome: 'failed', reason: 'exhausted' }
    : { ...tried, outcome: 'retry', delayMs: next.delayMs };
}
