import type * as Deliveries from '#libs/deliveries';
import { toGlobalId } from '../global-id.js';
import type { Delivery } from './delivery.types.js';

export function toDelivery({ id, attempts, subscriptions, ...delivery }: Deliveries.Delivery): Delivery {
  return {
    ...delivery,
    __typename: 'Delivery',
    id: toGlobalId('Delivery', id),
    uuid: id,
    attemptCount: attempts,
    subscriptionNumbers: subscriptions,
  };
}
