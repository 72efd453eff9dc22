import type { Tier } from './audience.js';
import type { Role } from './grants.js';

/** A live account, as the keys need it. */
export interface Account {
  readonly personId: string;
  readonly isActive: boolean;
  readonly roles: readonly Role[];
  /** Groups that the person belongs to in person. */
  readonly groups: readonly string[];
  readonly organisation?: {
    readonly id: string;
    readonly isActive: boolean;
    readonly isOperator: boolean;
    readonly tier: Tier;
    readonly sectors: readonly string[];
    readonly groups: readonly string[];
  };
}

/** Keys that a session without a second factor may hold. All others are what AMBER and RED use. */
export const BROAD_KEYS: readonly string[] = ['public', 'member'];

/**
 * The keys of a request. The database computes the same for itself (access.person_keys); this is its readable twin, and a test
 * compares the two for every kind of account.
 */
export function keysOf(account: Account | undefined, hasSecondFactor: boolean): string[] {
  const organisation = account?.organisation;
  if (!account?.isActive || (organisation && !organisation.isActive)) return ['public'];
  const all = ['public', `user:${account.personId}`, ...account.groups.map((id) => `group:${id}`)];
  if (organisation) {
    all.push('member', `tier:${organisation.tier}`, `org:${organisation.id}`);
    all.push(...organisation.sectors.flatMap((sector) => [`sector:${sector}`, `${organisation.tier}/${sector}`]));
    all.push(...organisation.groups.map((id) => `group:${id}`));
    if (account.roles.includes('analyst') || account.roles.includes('reviewer')) all.push(`desk:${organisation.id}`);
    if (organisation.isOperator && account.roles.includes('reviewer')) all.push('desk:cert');
  }
  const given = hasSecondFactor ? all : all.filter((key) => BROAD_KEYS.includes(key));
  return [...new Set(given)].sort();
}
