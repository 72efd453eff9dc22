import type * as Subscriptions from '#libs/subscriptions';
import { toGlobalId } from '../global-id.js';
import type { AlertSubscription } from './subscription.types.js';

export function toSubscription({ id, organisationId, ...subscription }: Subscriptions.Subscription): AlertSubscription {
  return {
    ...subscription,
    __typename: 'AlertSubscription',
    id: toGlobalId('AlertSubscription', id),
    uuid: id,
    isShared: organisationId !== undefined,
  };
}
