import type { Role } from '../../../api/gql/graphql';

/** What an organisation gives its own people. Administrators and auditors of the platform are made in the console. */
export const ORGANISATION_ROLES = ['MEMBER', 'ANALYST', 'REVIEWER', 'ORGANISATION_ADMIN'] as const satisfies readonly Role[];
