import type { Actor, Role } from '#libs/access';
import type { PersonRow } from './people.repository.js';

/** What the administrator of an organisation may give within it. */
export const ORGANISATION_ROLES = ['member', 'analyst', 'reviewer', 'organisation_admin'] as const satisfies readonly Role[];

/** What an administrator of the operating CERT alone gives, to others and within the CERT. */
export const PLATFORM_ROLES = ['administrator', 'auditor'] as const satisfies readonly Role[];

/** An administrator of the operating CERT, whom the platform's own rights belong to. */
export function isPlatformAdministrator({ isOperator, roles }: Actor): boolean {
  return isOperator && roles.includes('administrator');
}

/** Whether the actor may change the account at all: every one for an administrator of the CERT, those of the own organisation for its administrator. */
export function mayManage(actor: Actor, person: PersonRow): boolean {
  if (isPlatformAdministrator(actor)) return true;
  const isOwn = person.organisation_id !== null && person.organisation_id === actor.organisationId;
  return isOwn && actor.roles.includes('organisation_admin') && !holdsPlatformRole(person.roles);
}

export function holdsPlatformRole(roles: readonly Role[]): boolean {
  return PLATFORM_ROLES.some((role) => roles.includes(role));
}

/** The roles that are in one list and not in the other. */
export function changedRoles(before: readonly Role[], after: readonly Role[]): Role[] {
  return [...new Set([...before, ...after])].filter((role) => before.includes(role) !== after.includes(role));
}
