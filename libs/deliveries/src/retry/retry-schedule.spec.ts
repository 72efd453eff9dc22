import { describe, expect, it } from '@jest/globals';
import { nextAttempt, parseRetryAfter, RETRY_SCHEDULE } from './retry-schedule.js';

const middle = () => 0.5;
const HOUR = 3_600_000;

describe('the retry schedule', () => {
  it('has twelve tries over about 76 hours, the first at once', () => {
    expect(RETRY_SCHEDULE).toHaveLength(12);
    expect(RETRY_SCHEDULE[0]).toBe(0);
    const totalHours = RETRY_SCHEDULE.reduce((sum, delayMs) => sum + delayMs, 0) / HOUR;
    expect(Math.round(totalHours)).toBe(76);
  });

  it('never gets shorter', () => {
    const sorted = [...RETRY_SCHEDULE].sort((a, b) => a - b);
    expect(RETRY_SCHEDULE).toEqual(sorted);
  });

  it('gives every try its own wait, and says when the tries are used up', () => {
    expect(RETRY_SCHEDULE.map((_, made) => nextAttempt(made, { random: middle }))).toEqual(RETRY_SCHEDULE.map((delayMs) => ({ delayMs })));
    expect(nextAttempt(12, { random: middle })).toBe('exhausted');
    expect(nextAttempt(99, { random: middle })).toBe('exhausted');
  });

  it('moves a wait by at most a fifth either way', () => {
    expect(nextAttempt(3, { random: () => 0 })).toEqual({ delayMs: 96_000 });
    expect(nextAttempt(3, { random: () => 0.999_999_9 })).toEqual({ delayMs: 144_000 });
  });

  it('does not come back before the receiver asked for', () => {
    expect(nextAttempt(1, { retryAfterSeconds: 60, random: () => 0 })).toEqual({ delayMs: 60_000 });
  });

  it('does not let a receiver spend the tries by asking for short waits', () => {
    expect(nextAttempt(6, { retryAfterSeconds: 60, random: middle })).toEqual({ delayMs: 2 * HOUR });
  });

  it('does not let a receiver postpone an alert by more than an hour', () => {
    expect(nextAttempt(1, { retryAfterSeconds: 86_400 * 365, random: () => 0.9 })).toEqual({ delayMs: HOUR });
  });
});

describe('Retry-After', () => {
  const now = new Date('2026-11-22T10:00:00Z');

  it.each([
    ['120', 120],
    ['0', 1],
    [' 7 ', 7],
    ['999999', 3_600],
    ['99999999999', 3_600],
    ['9'.repeat(400), 3_600],
    ['Sun, 22 Nov 2026 10:01:30 GMT', 90],
    ['Sun, 22 Nov 2026 09:00:00 GMT', 1],
    ['Mon, 23 Nov 2026 10:00:00 GMT', 3_600],
    ['Sunday, 22-Nov-26 10:01:30 GMT', 90],
    ['Sun Nov 22 10:01:30 2026', 90],
  ])('%j means %d seconds', (header, seconds) => {
    expect(parseRetryAfter(header, now)).toBe(seconds);
  });

  it.each([undefined, '', 'soon', '-5', '1.5', '2026-11-22T10:05:00Z'])('%j is not understood', (header) => {
    expect(parseRetryAfter(header, now)).toBeUndefined();
  });

  it('takes the first of several headers', () => {
    expect(parseRetryAfter(['5', '10'], now)).toBe(5);
  });
});
