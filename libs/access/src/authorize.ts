import { forbidden } from '#libs/core';
import type { Actor } from './actor.js';
import { grantOf } from './grants.js';
import type { Action } from './grants.js';

/** What a rule of GRANTS may need to know of the thing acted on. */
export interface Subject {
  readonly organisationId?: string | null;
  /** Everyone who wrote a part of it. */
  readonly editors?: readonly string[];
}

type Refusal = { readonly code: string; readonly message: string } | undefined;

/** Whether the actor may do it; the reason is for the actor, who already sees the thing. */
export function can(actor: Actor, action: Action, subject: Subject = {}): boolean {
  return refusal(actor, action, subject) === undefined;
}

/** Throws `UNAUTHENTICATED`, `SECOND_FACTOR_REQUIRED`, `SCOPE_MISSING`, `FOUR_EYES` or `NOT_ALLOWED` where the actor may not. */
export function authorize(actor: Actor, action: Action, subject: Subject = {}): void {
  const found = refusal(actor, action, subject);
  if (found) throw forbidden(found.code, found.message);
}

function refusal(actor: Actor, action: Action, subject: Subject): Refusal {
  const grant = grantOf(action);
  const conditions = grant.conditions ?? [];
  if (actor.kind !== 'person') return { code: 'UNAUTHENTICATED', message: 'Sign in to do this.' };
  if (!actor.roles.some((role) => grant.roles.includes(role))) return { code: 'NOT_ALLOWED', message: 'Your roles do not allow this.' };
  if (conditions.includes('operator') && !actor.isOperator) return { code: 'NOT_ALLOWED', message: 'Only the operating CERT may do this.' };
  if (conditions.includes('own_organisation') && 'organisationId' in subject && subject.organisationId !== actor.organisationId) {
    return { code: 'NOT_ALLOWED', message: 'This belongs to another organisation.' };
  }
  if (actor.scopes && !actor.scopes.includes(grant.scope))
    return { code: 'SCOPE_MISSING', message: `This token lacks the scope "${grant.scope}".` };
  const needed = conditions.includes('strong_if_narrow') && actor.hasNarrowKeys === true ? 2 : grant.assurance;
  if (actor.assurance < needed) return { code: 'SECOND_FACTOR_REQUIRED', message: 'Sign in with your second factor to do this.' };
  if (conditions.includes('not_own_work') && subject.editors?.includes(actor.personId ?? '')) {
    return { code: 'FOUR_EYES', message: 'Nobody approves what they wrote: ask another reviewer.' };
  }
  return undefined;
}
