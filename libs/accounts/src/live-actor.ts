import { actorFrom, authorize } from '#libs/access';
import type { Action, Actor, Subject } from '#libs/access';
import type { Transaction } from '#libs/database';
import { sessionRequired, unauthenticated } from './account.errors.js';

/** The actor as the database knows it in this transaction: what was true when the request began may be true no more. */
export function liveActor(tx: Transaction, actor: Actor): Actor {
  return actorFrom(actor.credential, tx.actor);
}

/** `authorize` of the live account. */
export function authorizeLive(tx: Transaction, actor: Actor, action: Action, subject: Subject = {}): Actor {
  const live = liveActor(tx, actor);
  authorize(live, action, subject);
  return live;
}

export interface SessionHolder extends Actor {
  readonly personId: string;
  readonly sessionId: string;
}

/** A person who is signed in, not a token: passwords, second factors and sessions are changed by people alone. */
export function sessionHolder(tx: Transaction, actor: Actor): SessionHolder {
  const live = liveActor(tx, actor);
  if (live.personId === undefined) throw unauthenticated();
  if (live.sessionId === undefined) throw sessionRequired();
  return { ...live, personId: live.personId, sessionId: live.sessionId };
}
