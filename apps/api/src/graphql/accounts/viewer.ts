import { can } from '#libs/access';
import type { Action, Actor, Scope } from '#libs/access';
import type { Language } from '#libs/advisories';
import type { Viewer, ViewerCan } from './viewer.types.js';

/** An actor as GraphQL shows it to itself; keys are not shown. */
export function toViewer(actor: Actor): Viewer {
  return {
    actor,
    isSignedIn: actor.kind === 'person',
    name: actor.name ?? null,
    email: actor.email ?? null,
    language: (actor.language as Language | undefined) ?? null,
    roles: actor.roles,
    assurance: actor.assurance,
    scopes: (actor.scopes as readonly Scope[] | undefined) ?? null,
  };
}

/** What a client may offer to the viewer; each is asked again when it is done. */
const ACTION_OF: Readonly<Record<Exclude<keyof ViewerCan, 'manageShared' | 'readAudit'>, Action>> = {
  draftAdvisory: 'advisory:draft',
  importAdvisory: 'advisory:import',
  publishAdvisory: 'advisory:publish',
  withdrawAdvisory: 'advisory:withdraw',
  refreshCatalogue: 'catalogue:refresh',
  manageSources: 'source:manage',
  manageSubscriptions: 'subscription:manage',
  allowAmber: 'endpoint:allow_amber',
  seePendingDeliveries: 'delivery:pending_counts',
  manageTokens: 'token:manage',
  invitePerson: 'person:invite',
  changeRoles: 'person:change_roles',
  suspendPerson: 'person:suspend',
  manageGroups: 'group:manage',
  vetOrganisation: 'organisation:vet',
  suspendOrganisation: 'organisation:suspend',
};

export function viewerCan(actor: Actor): ViewerCan {
  const may = (action: Action) => can(actor, action);
  const single = Object.fromEntries(Object.entries(ACTION_OF).map(([name, action]) => [name, may(action)])) as Record<
    keyof typeof ACTION_OF,
    boolean
  >;
  return {
    ...single,
    manageShared: may('subscription:manage_shared') && may('endpoint:manage_shared'),
    readAudit: may('audit:read') || may('audit:read_own_organisation'),
  };
}
