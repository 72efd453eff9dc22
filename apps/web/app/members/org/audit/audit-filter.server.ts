import type { AuditFilterInput } from '../../../api/gql/graphql';
import { dayStart, nextDay } from '../deliveries/hong-kong-days';

export interface AuditFilter {
  readonly action: string;
  readonly person: string;
  readonly from: string;
  readonly to: string;
}

/** The filter as it stands in the address; what cannot be read is left aside. */
export function auditFilterIn(request: Request): AuditFilter {
  const { searchParams } = new URL(request.url);
  const given = (name: string) => (searchParams.get(name) ?? '').trim();
  return {
    action: /^[a-z_]+:[a-z_]+$/u.test(given('action')) ? given('action') : '',
    person: /^[\w-]{1,200}$/u.test(given('person')) ? given('person') : '',
    from: dayStart(given('from')) === undefined ? '' : given('from'),
    to: dayStart(given('to')) === undefined ? '' : given('to'),
  };
}

export function toAuditFilter({ action, person, from, to }: AuditFilter): AuditFilterInput {
  const start = dayStart(from);
  const end = nextDay(to);
  return {
    ...(action === '' ? {} : { action }),
    ...(person === '' ? {} : { personId: person }),
    ...(start === undefined ? {} : { from: start }),
    ...(end === undefined ? {} : { to: end }),
  };
}
