const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * When do we try again? Milliseconds to wait before each try, the first one included: 12 tries over about 76 hours
 * (Standard Webhooks 1.0.0, "Deliverability and reliability", with earlier steps because an alert is urgent).
 */
export const RETRY_SCHEDULE = [
  0,
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** Each wait is moved by up to this share either way, so that those who failed together do not come back together. */
export const RETRY_JITTER = 0.2;

/** What a receiver may ask for with Retry-After, in seconds. More would let it postpone an alert for days. */
export const RETRY_AFTER_SECONDS = { min: 1, max: 3_600 } as const;

export interface NextAttemptOptions {
  /** Seconds that the receiver asked us to wait, as `parseRetryAfter` read them. */
  readonly retryAfterSeconds?: number | undefined;
  /** A number in [0, 1), as `Math.random` gives. */
  readonly random: () => number;
}

/**
 * How long to wait before the next try, or `exhausted` when all have been made. `attemptsMade` counts the tries already made: 0 for a new
 * delivery. Retry-After (clamped to 1 s … 1 h) can only lengthen the wait: a receiver that asks for a minute each time would otherwise
 * use up twelve tries, and the alert, within a quarter of an hour.
 */
export function nextAttempt(attemptsMade: number, options: NextAttemptOptions): { readonly delayMs: number } | 'exhausted' {
  const scheduledMs = RETRY_SCHEDULE[attemptsMade];
  if (scheduledMs === undefined) return 'exhausted';
  const random = options.random();
  const jitteredMs = scheduledMs * (1 + RETRY_JITTER * (2 * random - 1));
  return { delayMs: Math.round(Math.max(jitteredMs, askedForMs(options.retryAfterSeconds, random))) };
}

/** Spread upwards only: before the time it named, a receiver does not want us. */
function askedForMs(retryAfterSeconds: number | undefined, random: number): number {
  if (retryAfterSeconds === undefined) return 0;
  const { min, max } = RETRY_AFTER_SECONDS;
  const seconds = Math.max(min, Math.min(max, retryAfterSeconds));
  return Math.min(max, seconds * (1 + RETRY_JITTER * random)) * SECOND;
}

const DELAY_SECONDS = /^\d+$/;

/**
 * Reads a Retry-After header (RFC 9110 section 10.2.3): seconds, or an HTTP date compared with `now`. The answer is clamped to 1 s … 1 h;
 * what cannot be read is `undefined`, and the schedule alone decides.
 */
export function parseRetryAfter(header: string | readonly string[] | undefined, now: Date): number | undefined {
  const text = (typeof header === 'string' ? header : header?.[0])?.trim();
  if (text === undefined || text === '') return undefined;
  const seconds = DELAY_SECONDS.test(text) ? Number(text) : secondsUntil(text, now);
  if (seconds === undefined) return undefined;
  return Math.max(RETRY_AFTER_SECONDS.min, Math.min(RETRY_AFTER_SECONDS.max, Math.ceil(seconds)));
}

/** The three date forms of RFC 9110 section 5.6.7 all begin with the name of a day; `Date.parse` alone would accept far more. */
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d{2}:\d{2}:\d{2}/;

function secondsUntil(text: string, now: Date): number | undefined {
  if (!HTTP_DATE.test(text)) return undefined;
  // The asctime form names no zone and means GMT.
  const at = Date.parse(/GMT$/.test(text) ? text : `${text} GMT`);
  return Number.isNaN(at) ? undefined : (at - now.getTime()) / SECOND;
}
