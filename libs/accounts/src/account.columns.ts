/** Columns under the names of their types. */
export const ORGANISATION = `id, name, name_zh_hant AS "nameZhHant", name_zh_hans AS "nameZhHans", tier, sectors, status, is_operator AS "isOperator",
  created_at AS "createdAt"`;
export const PERSON = `id, organisation_id AS "organisationId", email, name, language, status, roles, created_at AS "createdAt"`;
export const GROUP = `id, name, description, owner_organisation_id AS "ownerOrganisationId"`;
export const TOKEN = `id, name, hint, scopes, assurance, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt",
  revoked_at AS "revokedAt"`;
