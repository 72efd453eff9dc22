import type { AdvisoryFilterInput, AdvisoryKind, Severity } from '../../api/gql/graphql';

export const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const satisfies readonly Severity[];
export const KINDS = [
  'SECURITY_ALERT',
  'HIGH_THREAT_ALERT',
  'VULNERABILITY_NOTE',
  'THREAT_REPORT',
  'GUIDANCE_NOTE',
] as const satisfies readonly AdvisoryKind[];

/** What stands in the address of the list; what is none of ours is left aside. */
export interface AlertFilter {
  readonly q?: string;
  readonly severity?: Severity;
  readonly kind?: AdvisoryKind;
  /** `2026-11`, in UTC as the statistics count. */
  readonly month?: string;
  readonly exploited?: 'yes';
  readonly product?: string;
}

export function readFilter(query: URLSearchParams): AlertFilter {
  const text = (name: string) => query.get(name)?.trim().slice(0, 200) || undefined;
  const q = text('q');
  const severity = SEVERITIES.find((each) => each === query.get('severity'));
  const kind = KINDS.find((each) => each === query.get('kind'));
  const month = text('month');
  const product = text('product');
  return {
    ...(q === undefined ? {} : { q }),
    ...(severity === undefined ? {} : { severity }),
    ...(kind === undefined ? {} : { kind }),
    ...(month !== undefined && /^20\d\d-(0[1-9]|1[0-2])$/u.test(month) ? { month } : {}),
    ...(query.get('exploited') === 'yes' ? { exploited: 'yes' as const } : {}),
    ...(product === undefined ? {} : { product }),
  };
}

/** The same for the API. */
export function toApiFilter({ severity, kind, month, exploited, product }: AlertFilter): Partial<AdvisoryFilterInput> {
  return {
    ...(severity === undefined ? {} : { severities: [severity] }),
    ...(kind === undefined ? {} : { kinds: [kind] }),
    ...(exploited === undefined ? {} : { exploited: true }),
    ...(product === undefined ? {} : { products: [product] }),
    ...(month === undefined ? {} : monthRange(month)),
  };
}

/** From its first instant up to the next month's, in UTC. */
export function monthRange(month: string): { readonly from: string; readonly to: string } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: new Date(Date.UTC(year, number - 1, 1)).toISOString(), to: new Date(Date.UTC(year, number, 1)).toISOString() };
}

export function monthText(month: string, tag: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(Date.UTC(year, number - 1, 1)));
}
