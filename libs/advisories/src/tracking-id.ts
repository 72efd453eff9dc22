import { randomDigits } from '#libs/core';

const MIN_DIGITS = 6;
const MAX_DIGITS = 12;
/** Tries with one length before the year counts as full and gets longer numbers. */
export const TRIES_PER_LENGTH = 4;
export const MAX_TRIES = (MAX_DIGITS - MIN_DIGITS + 1) * TRIES_PER_LENGTH;

/**
 * A new tracking id, `<prefix>-<year>-<digits>`. The digits are random, so that neither a gap nor an order tells of hidden advisories;
 * `attempt`, from 0, makes them more where one after the other was taken.
 */
export function newTrackingId(prefix: string, year: number, attempt: number): string {
  const digits = Math.min(MIN_DIGITS + Math.floor(attempt / TRIES_PER_LENGTH), MAX_DIGITS);
  return `${prefix}-${year}-${randomDigits(digits)}`;
}
