/** Roles of a person; one may hold several. `reader` is a registered public reader and belongs to no organisation. */
export const ROLES = ['reader', 'member', 'analyst', 'reviewer', 'organisation_admin', 'administrator', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** Scopes of API tokens. A token may do what its person may, within its scopes. */
export const SCOPES = ['read', 'write', 'subscribe', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

interface Grant {
  readonly roles: readonly Role[];
  readonly scope: Scope;
  /** 1: a password is enough; 2: only after a second factor. */
  readonly assurance: 1 | 2;
  /**
   * `own_organisation`: only on things of the actor's organisation; `operator`: only people of the operating CERT;
   * `not_own_work`: never on what the actor wrote; `strong_if_narrow`: only after a second factor where the account may read narrow content.
   */
  readonly conditions?: readonly ('own_organisation' | 'operator' | 'not_own_work' | 'strong_if_narrow')[];
}

const EVERYONE: readonly Role[] = ROLES;
const OF_ORGANISATIONS: readonly Role[] = ROLES.filter((role) => role !== 'reader');
const DESK: readonly Role[] = ['analyst', 'reviewer'];

/** Who may do what. Deny is the absence of a row. What one may not *see* is not found before it is asked whether one may do anything. */
export const GRANTS = {
  'advisory:draft': { roles: DESK, scope: 'write', assurance: 2 },
  'advisory:edit': { roles: DESK, scope: 'write', assurance: 2, conditions: ['own_organisation'] },
  'advisory:submit': { roles: DESK, scope: 'write', assurance: 2, conditions: ['own_organisation'] },
  'advisory:import': { roles: DESK, scope: 'write', assurance: 2 },
  'advisory:comment': { roles: DESK, scope: 'write', assurance: 2 },
  'advisory:return': { roles: ['reviewer'], scope: 'write', assurance: 2, conditions: ['operator', 'not_own_work'] },
  'advisory:publish': { roles: ['reviewer'], scope: 'write', assurance: 2, conditions: ['operator', 'not_own_work'] },
  'advisory:revise': { roles: DESK, scope: 'write', assurance: 2, conditions: ['own_organisation'] },
  'advisory:withdraw': { roles: ['reviewer'], scope: 'write', assurance: 2, conditions: ['operator'] },
  // Guidance is the operating CERT's: what it publishes is public.
  'guidance:draft': { roles: DESK, scope: 'write', assurance: 2, conditions: ['operator'] },
  'guidance:return': { roles: ['reviewer'], scope: 'write', assurance: 2, conditions: ['operator', 'not_own_work'] },
  'guidance:publish': { roles: ['reviewer'], scope: 'write', assurance: 2, conditions: ['operator', 'not_own_work'] },
  'guidance:withdraw': { roles: ['reviewer'], scope: 'write', assurance: 2, conditions: ['operator'] },
  'advisory:acknowledge': { roles: OF_ORGANISATIONS, scope: 'write', assurance: 1 },
  'incident:read': { roles: DESK, scope: 'read', assurance: 2, conditions: ['operator'] },
  'incident:handle': { roles: DESK, scope: 'write', assurance: 2, conditions: ['operator'] },
  // To be told at once that something changed which one's desk works on; what it was is read with one's own keys.
  'desk:follow': { roles: ['administrator', 'reviewer', 'analyst'], scope: 'read', assurance: 2, conditions: ['operator'] },
  'filter:keep': { roles: EVERYONE, scope: 'write', assurance: 1 },
  'settings:read': { roles: ['administrator', 'auditor'], scope: 'read', assurance: 2, conditions: ['operator'] },
  'bundle:submit': {
    roles: ['member', 'analyst', 'reviewer', 'organisation_admin'],
    scope: 'write',
    assurance: 2,
    conditions: ['own_organisation'],
  },
  'source:manage': { roles: ['analyst', 'reviewer', 'administrator'], scope: 'write', assurance: 2, conditions: ['operator'] },
  'catalogue:refresh': { roles: ['analyst', 'reviewer', 'administrator'], scope: 'admin', assurance: 2, conditions: ['operator'] },
  'subscription:manage': { roles: EVERYONE, scope: 'subscribe', assurance: 1 },
  'subscription:manage_shared': { roles: ['organisation_admin'], scope: 'subscribe', assurance: 2, conditions: ['own_organisation'] },
  // What goes to an endpoint is read with all keys of its owner: who knows a password alone must not choose the place, nor the key of AMBER mail.
  'endpoint:manage': { roles: EVERYONE, scope: 'subscribe', assurance: 1, conditions: ['strong_if_narrow'] },
  'endpoint:manage_shared': { roles: ['organisation_admin'], scope: 'subscribe', assurance: 2, conditions: ['own_organisation'] },
  'endpoint:allow_amber': { roles: ['organisation_admin'], scope: 'admin', assurance: 2, conditions: ['own_organisation'] },
  'delivery:read': { roles: EVERYONE, scope: 'subscribe', assurance: 1 },
  'delivery:resend': { roles: EVERYONE, scope: 'subscribe', assurance: 1 },
  'delivery:pending_counts': { roles: ['administrator', 'reviewer', 'analyst'], scope: 'read', assurance: 2, conditions: ['operator'] },
  'token:manage': { roles: EVERYONE, scope: 'admin', assurance: 1 },
  'person:invite': { roles: ['organisation_admin'], scope: 'admin', assurance: 2, conditions: ['own_organisation'] },
  'person:change_roles': { roles: ['organisation_admin', 'administrator'], scope: 'admin', assurance: 2 },
  'person:suspend': { roles: ['organisation_admin', 'administrator'], scope: 'admin', assurance: 2 },
  'group:manage': { roles: ['organisation_admin', 'administrator'], scope: 'admin', assurance: 2 },
  'organisation:prove_domain': { roles: ['organisation_admin'], scope: 'admin', assurance: 2, conditions: ['own_organisation'] },
  'organisation:vet': { roles: ['administrator'], scope: 'admin', assurance: 2, conditions: ['operator'] },
  'organisation:suspend': { roles: ['administrator'], scope: 'admin', assurance: 2, conditions: ['operator'] },
  'audit:read': { roles: ['auditor'], scope: 'read', assurance: 2 },
  'audit:read_own_organisation': { roles: ['organisation_admin'], scope: 'read', assurance: 2, conditions: ['own_organisation'] },
} as const satisfies Record<string, Grant>;

export type Action = keyof typeof GRANTS;

/** The row of an action. */
export function grantOf(action: Action): Grant {
  return GRANTS[action];
}
