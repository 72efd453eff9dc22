import type * as Subscriptions from '#libs/subscriptions';
import { toGlobalId } from '../global-id.js';
import type { Endpoint } from './endpoint.types.js';

export function toEndpoint({ id, organisationId, openPgp, ...endpoint }: Subscriptions.Endpoint): Endpoint {
  return {
    ...endpoint,
    __typename: 'Endpoint',
    id: toGlobalId('Endpoint', id),
    uuid: id,
    isShared: organisationId !== undefined,
    openPgp: openPgp
      ? { fingerprint: openPgp.fingerprint, expiresAt: openPgp.expiresAt ?? null, usableAt: openPgp.usableAt ?? null }
      : null,
    statusReason: endpoint.statusReason ?? null,
    confirmedAt: endpoint.confirmedAt ?? null,
    failingSince: endpoint.failingSince ?? null,
  };
}
