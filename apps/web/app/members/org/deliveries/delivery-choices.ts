import type { DeliveryStatus, EndpointChannel } from '../../../api/gql/graphql';

export const CHANNELS = ['EMAIL', 'WEBHOOK'] as const satisfies readonly EndpointChannel[];
export const DELIVERY_STATUSES = [
  'PENDING',
  'SENDING',
  'SENT',
  'FAILED',
  'SUPERSEDED',
  'SUPPRESSED',
  'CANCELLED',
] as const satisfies readonly DeliveryStatus[];

/** Whether anything of a filter is set. */
export function isFiltered(filter: object): boolean {
  return Object.values(filter).some((value) => value !== '');
}
