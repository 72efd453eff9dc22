import type { OrgOverviewQuery } from '../../../api/gql/graphql';

/** Something that will stop alerts from arriving, or has. */
export interface AttentionItem {
  readonly what: 'endpoint-status' | 'endpoint-failing' | 'unsent' | 'key-expired' | 'key-expires' | 'token-expires';
  readonly name: string;
  readonly href: string;
  /** Since when, or until when. */
  readonly at?: string | undefined;
  /** How many alerts were not sent. */
  readonly count?: number;
  readonly status?: 'PAUSED' | 'DISABLED' | 'SUPPRESSED' | 'UNCONFIRMED';
}

const SOON_MS = 30 * 86_400_000;

export function needsAttention({ endpoints, viewer }: OrgOverviewQuery, nowMs: number): AttentionItem[] {
  const isSoon = (instant: string | null | undefined): instant is string => !!instant && Date.parse(instant) < nowMs + SOON_MS;
  const isPast = (instant: string) => Date.parse(instant) < nowMs;
  return [
    ...endpoints.nodes.flatMap(({ id, name, address, status, failingSince, unsentAlerts, openPgp }): AttentionItem[] => {
      const place = { name: name === '' ? address : name, href: `/org/endpoints/${id}` };
      const expiresAt = openPgp?.expiresAt;
      return [
        ...(status === 'ACTIVE' ? [] : [{ ...place, what: 'endpoint-status' as const, status }]),
        ...(status === 'ACTIVE' && failingSince ? [{ ...place, what: 'endpoint-failing' as const, at: failingSince }] : []),
        ...(unsentAlerts > 0 ? [{ ...place, what: 'unsent' as const, count: unsentAlerts }] : []),
        ...(isSoon(expiresAt)
          ? [{ ...place, what: isPast(expiresAt) ? ('key-expired' as const) : ('key-expires' as const), at: expiresAt }]
          : []),
      ];
    }),
    ...viewer.tokens
      .filter(({ revokedAt, expiresAt }) => revokedAt === null && !isPast(expiresAt) && isSoon(expiresAt))
      .map(({ name, expiresAt }) => ({ what: 'token-expires' as const, name, href: '/org/tokens', at: expiresAt })),
  ];
}
