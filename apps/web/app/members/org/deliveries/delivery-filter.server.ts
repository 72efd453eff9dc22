import type { DeliveryFilterInput, DeliveryStatus, EndpointChannel } from '../../../api/gql/graphql';
import { CHANNELS, DELIVERY_STATUSES } from './delivery-choices';
import { dayStart, nextDay } from './hong-kong-days';

export interface DeliveryFilter {
  readonly channel: EndpointChannel | '';
  readonly status: DeliveryStatus | '';
  readonly endpoint: string;
  readonly from: string;
  readonly to: string;
}

/** The filter as it stands in the address; what cannot be read is left aside. */
export function deliveryFilterIn(request: Request): DeliveryFilter {
  const { searchParams } = new URL(request.url);
  const given = (name: string) => searchParams.get(name) ?? '';
  return {
    channel: CHANNELS.find((each) => each === given('channel')) ?? '',
    status: DELIVERY_STATUSES.find((each) => each === given('status')) ?? '',
    endpoint: /^[\w-]{1,200}$/u.test(given('endpoint')) ? given('endpoint') : '',
    from: dayStart(given('from')) === undefined ? '' : given('from'),
    to: dayStart(given('to')) === undefined ? '' : given('to'),
  };
}

/** The fields of the form whose value in the address could not be read: they are left aside, and the page says so. */
export function unreadIn(request: Request, filter: DeliveryFilter): readonly (keyof DeliveryFilter)[] {
  const { searchParams } = new URL(request.url);
  const names = ['channel', 'status', 'endpoint', 'from', 'to'] as const;
  return names.filter((name) => (searchParams.get(name) ?? '') !== '' && filter[name] === '');
}

/** Days are days of Hong Kong, the last one included. */
export function toDeliveryFilter({ channel, status, endpoint, from, to }: DeliveryFilter): DeliveryFilterInput {
  const start = dayStart(from);
  const end = nextDay(to);
  return {
    ...(channel === '' ? {} : { channel }),
    ...(status === '' ? {} : { statuses: [status] }),
    ...(endpoint === '' ? {} : { endpointId: endpoint }),
    ...(start === undefined ? {} : { from: start }),
    ...(end === undefined ? {} : { to: end }),
  };
}
