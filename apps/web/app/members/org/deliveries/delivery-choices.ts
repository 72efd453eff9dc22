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
