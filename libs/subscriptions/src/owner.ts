import { actorFrom, authorize } from '#libs/access';
import type { Action, Actor } from '#libs/access';
import { DomainError, notFound } from '#libs/core';
import type { Transaction } from '#libs/database';

/** Whose a subscription or an endpoint is. Neither: it serves public subscriptions by email. */
export interface Owner {
  readonly personId?: string;
  readonly organisationId?: string;
}

type Noun = 'subscription' | 'endpoint';

const NEEDED: Readonly<Record<Noun, { readonly own: Action; readonly shared: Action }>> = {
  subscription: { own: 'subscription:manage', shared: 'subscription:manage_shared' },
  endpoint: { own: 'endpoint:manage', shared: 'endpoint:manage_shared' },
};

/** The actor as the database knows them in this transaction: what was true when the request began may be true no more. */
export function liveActor(tx: Transaction, actor: Actor): Actor {
  return actorFrom(actor.credential, tx.actor);
}

/** The live actor's own, or their organisation's. Throws where they may not make or keep such a thing. */
export function authorizedOwner(tx: Transaction, actor: Actor, noun: Noun, isShared: boolean): Owner {
  const live = liveActor(tx, actor);
  const { personId, organisationId } = live;
  if (!isShared) {
    authorize(live, NEEDED[noun].own);
    return personId === undefined ? {} : { personId };
  }
  if (live.kind === 'person' && organisationId === undefined) {
    throw new DomainError('forbidden', 'NOT_ALLOWED', 'Only people of an organisation may share with it.');
  }
  authorize(live, NEEDED[noun].shared, { organisationId: organisationId ?? null });
  return organisationId === undefined ? {} : { organisationId };
}

/** Throws where the live actor sees it but may not change it; NOT_FOUND for what is nobody's, since no one person keeps that. */
export function authorizeKeeper(tx: Transaction, actor: Actor, noun: Noun, owner: Owner): void {
  const live = liveActor(tx, actor);
  if (owner.organisationId !== undefined) authorize(live, NEEDED[noun].shared, { organisationId: owner.organisationId });
  else if (owner.personId === live.personId && owner.personId !== undefined) authorize(live, NEEDED[noun].own);
  else throw notFound();
}

/** The owner's columns of a row. */
export interface OwnerColumns {
  readonly person_id: string | null;
  readonly organisation_id: string | null;
}

export function ownerFrom({ person_id, organisation_id }: OwnerColumns): Owner {
  return { ...(person_id ? { personId: person_id } : {}), ...(organisation_id ? { organisationId: organisation_id } : {}) };
}
