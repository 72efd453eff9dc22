import type * as Accounts from '#libs/accounts';
import { toGlobalId } from '../global-id.js';
import type { ApiToken, Group, Organisation, Person, Session } from './account.types.js';

export function toOrganisation(organisation: Accounts.Organisation): Organisation {
  const { id, name, nameZhHant, nameZhHans, tier, sectors, status, isOperator } = organisation;
  return {
    __typename: 'Organisation',
    id: toGlobalId('Organisation', id),
    uuid: id,
    name,
    names: { en: name, zhHant: nameZhHant, zhHans: nameZhHans },
    tier,
    sectors,
    status,
    isOperator,
  };
}

export function toPerson({ id, name, email, language, status, roles, organisationId }: Accounts.Person): Person {
  return { __typename: 'Person', id: toGlobalId('Person', id), uuid: id, name, email, language, status, roles, organisationId };
}

export function toGroup({ id, ...group }: Accounts.ClosedGroup): Group {
  return { __typename: 'Group', id: toGlobalId('Group', id), uuid: id, ...group };
}

export function toApiToken({ id, ...token }: Accounts.ApiToken): ApiToken {
  return { __typename: 'ApiToken', id: toGlobalId('ApiToken', id), ...token };
}

export function toSession({ id, ...session }: Accounts.SessionInfo): Session {
  return { __typename: 'Session', id: toGlobalId('Session', id), ...session };
}
