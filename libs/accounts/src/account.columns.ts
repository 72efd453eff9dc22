export const ORGANISATION_FIELDS = {
  id: 'id',
  name: 'name',
  nameZhHant: 'name_zh_hant',
  nameZhHans: 'name_zh_hans',
  tier: 'tier',
  sectors: 'sectors',
  status: 'status',
  isOperator: 'is_operator',
  createdAt: 'created_at',
} as const;

/** Columns under the names of their types. */
export const ORGANISATION = Object.entries(ORGANISATION_FIELDS)
  .map(([name, column]) => `${column} AS "${name}"`)
  .join(', ');
export const PERSON = `id, organisation_id AS "organisationId", email, name, language, status, roles, created_at AS "createdAt"`;
export const GROUP = `id, name, description, owner_organisation_id AS "ownerOrganisationId"`;
export const TOKEN = `id, name, hint, scopes, assurance, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt",
  revoked_at AS "revokedAt"`;
