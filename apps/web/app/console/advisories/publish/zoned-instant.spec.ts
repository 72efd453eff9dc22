import { describe, expect, it } from '@jest/globals';
import { instantOf, scheduleProblem } from './zoned-instant.js';

const NOW = Date.parse('2026-11-01T00:00:00Z');

describe('a time on the clocks of a zone', () => {
  it.each([
    ['2026-12-01T09:00', 'Asia/Hong_Kong', '2026-12-01T01:00:00.000Z'],
    // Shown twice when summer time ends: the first.
    ['2027-10-31T02:30', 'Europe/Berlin', '2027-10-31T00:30:00.000Z'],
    ['2027-03-28T02:30', 'Europe/Berlin', undefined],
    ['2027-02-30T09:00', 'Asia/Hong_Kong', undefined],
  ])('%s in %s is %s', (wallClock, zone, instant) => {
    expect(instantOf(wallClock, zone)).toBe(instant);
  });

  it.each([
    ['2026-12-01T09:00', 'Asia/Hong_Kong', undefined],
    ['2027-03-28T02:30', 'Europe/Berlin', 'skipped'],
    ['2027-02-30T09:00', 'Asia/Hong_Kong', 'at'],
    ['', 'Asia/Hong_Kong', 'at'],
    ['9999-12-31T09:00', 'Asia/Hong_Kong', 'far'],
  ])('to publish at %s in %s is refused as %s', (wallClock, zone, problem) => {
    expect(scheduleProblem(wallClock, zone, NOW)).toBe(problem);
  });
});
