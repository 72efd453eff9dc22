import { actorFrom, authorize } from '#libs/access';
import type { Action, Actor, Subject } from '#libs/access';
import { DomainError } from '#libs/core';
import type { Transaction } from '#libs/database';

/** A person as the database knows them in this transaction. */
export interface ActingPerson extends Actor {
  readonly personId: string;
  readonly organisationId: string;
}

/**
 * `authorize` of the live account: what was true when the request began may be true no more. Answers with the person, who belongs to an
 * organisation, since desks do.
 */
export function authorizeLive(tx: Transaction, actor: Actor, action: Action, subject: Subject = {}): ActingPerson {
  const live = actorFrom(actor.credential, tx.actor);
  authorize(live, action, subject);
  const { personId, organisationId } = live;
  if (personId === undefined || organisationId === undefined) {
    throw new DomainError('forbidden', 'NOT_ALLOWED', 'Only people of an organisation may do this.');
  }
  return { ...live, personId, organisationId };
}
