import type { SystemPurpose } from './system-purposes.js';
import type { Credential, EnteredActor } from '#libs/database';
import type { Tier } from './audience.js';
import type { Role } from './grants.js';

/** Who asks; never null: the anonymous visitor is an actor too. Keys and roles are the database's answer, not a claim. */
export interface Actor {
  readonly credential: Credential;
  readonly kind: EnteredActor['kind'];
  readonly personId?: string;
  readonly organisationId?: string;
  readonly tier?: Tier;
  /** Whether the actor belongs to the CERT that runs the platform. */
  readonly isOperator: boolean;
  readonly roles: readonly Role[];
  readonly keys: readonly string[];
  /** 0 nobody signed in, 1 a password, 2 a second factor passed. */
  readonly assurance: 0 | 1 | 2;
  /** Whether the account may read more than the public and all members, once a second factor was passed. */
  readonly hasNarrowKeys?: boolean;
  /** What a token may be used for; undefined for a session, which may do all that its person may. */
  readonly scopes?: readonly string[];
  readonly sessionId?: string;
  readonly tokenId?: string;
  readonly name?: string;
  readonly email?: string;
  readonly language?: string;
}

/** The visitor without an account. */
export const ANONYMOUS: Actor = {
  credential: { kind: 'anonymous' },
  kind: 'anonymous',
  isOperator: false,
  roles: [],
  keys: ['public'],
  assurance: 0,
};

/** The platform itself, for a named purpose (`sign-in`, `relay`, …). It holds no keys and sees no content. */
export function systemActor(purpose: SystemPurpose): Actor {
  return { credential: { kind: 'system', purpose }, kind: 'system', isOperator: false, roles: [], keys: [], assurance: 0 };
}

/** A person whose work is done later by the worker. The database gives the keys; only the worker's role may ask for them. */
export function workerFor(credential: Credential & { readonly kind: 'person' | 'organisation' }): Actor {
  return { credential, kind: credential.kind, isOperator: false, roles: [], keys: [], assurance: 0 };
}

/** An actor from what the database answered when the credential entered. */
export function actorFrom(credential: Credential, entered: EnteredActor): Actor {
  return {
    credential,
    kind: entered.kind,
    isOperator: entered.isOperator ?? false,
    roles: entered.roles as readonly Role[],
    keys: entered.keys,
    assurance: entered.assurance as 0 | 1 | 2,
    ...(entered.hasNarrowKeys === undefined ? {} : { hasNarrowKeys: entered.hasNarrowKeys }),
    ...(entered.personId ? { personId: entered.personId } : {}),
    ...(entered.organisationId ? { organisationId: entered.organisationId } : {}),
    ...(entered.tier ? { tier: entered.tier as Tier } : {}),
    ...(entered.scopes ? { scopes: entered.scopes } : {}),
    ...(entered.sessionId ? { sessionId: entered.sessionId } : {}),
    ...(entered.tokenId ? { tokenId: entered.tokenId } : {}),
    ...(entered.name ? { name: entered.name } : {}),
    ...(entered.email ? { email: entered.email } : {}),
    ...(entered.language ? { language: entered.language } : {}),
  };
}
