import { systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { notAllowed } from './account.errors.js';

/** Whoever runs the command line on the server, with the worker's role: the database gives this purpose its rights to no other role. */
export const OPERATOR: Actor = systemActor('operator');

export function requireOperator(actor: Actor): void {
  if (actor.credential.kind !== 'system' || actor.credential.purpose !== 'operator')
    throw notAllowed('This is for the command line on the server.');
}
