import type { Criteria } from './criteria/criteria.js';
import type { Owner } from './owner.js';

export const FREQUENCIES = ['immediate', 'hourly', 'daily', 'weekly'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

export const SUBSCRIPTION_STATUSES = ['active', 'paused', 'unconfirmed', 'cancelled'] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

/** A wish, never a right: what is sent is decided by the readers of each advisory. */
export interface Subscription extends Owner {
  readonly id: string;
  /** A short number for rows that count in millions. */
  readonly number: string;
  readonly name: string;
  readonly status: SubscriptionStatus;
  readonly frequency: Frequency;
  /** IANA name; daily and weekly digests leave at 08:00 there. */
  readonly timeZone: string;
  readonly criteria: Criteria;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Enough for anyone, and few enough that nobody slows the others' alerts down. Cancelled ones do not count. */
export const SUBSCRIPTION_LIMITS = { perPerson: 100, perOrganisation: 500, perPublicAddress: 10, endpoints: 20 } as const;

/** Whether the runtime knows the zone. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
