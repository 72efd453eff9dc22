import type { Clock } from '#libs/core';

/** How fast one receiving domain is sent to: so many a second, and so many at once after a pause. */
export interface DomainRate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Domains of one operator share a bucket. Providers publish few figures; these are far below those at which they begin to refuse. */
const OPERATORS: readonly (DomainRate & { readonly name: string; readonly domains: readonly string[] })[] = [
  { name: 'google', perSecond: 20, burst: 40, domains: ['gmail.com', 'googlemail.com'] },
  {
    name: 'microsoft',
    perSecond: 10,
    burst: 20,
    domains: ['outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'hotmail.com.hk', 'live.hk'],
  },
  { name: 'yahoo', perSecond: 5, burst: 10, domains: ['yahoo.com', 'yahoo.com.hk', 'ymail.com', 'aol.com', 'rocketmail.com'] },
  { name: 'apple', perSecond: 5, burst: 10, domains: ['icloud.com', 'me.com', 'mac.com'] },
  { name: 'tencent', perSecond: 2, burst: 5, domains: ['qq.com', 'foxmail.com'] },
  { name: 'netease', perSecond: 2, burst: 5, domains: ['163.com', '126.com', 'yeah.net'] },
  { name: 'netvigator', perSecond: 5, burst: 10, domains: ['netvigator.com'] },
];

/** How fast is a domain sent to? Those that are not named have their own bucket of the default rate. */
export const DOMAIN_RATES = { operators: OPERATORS, default: { perSecond: 20, burst: 50 } as DomainRate } as const;

/** Domains remembered at once; a bucket that is forgotten starts full. */
const MAX_BUCKETS = 10_000;

interface Bucket {
  readonly rate: DomainRate;
  tokens: number;
  filledAtMs: number;
}

export interface DomainRateTable {
  readonly operators: typeof OPERATORS;
  readonly default: DomainRate;
}

/** Token buckets by receiving domain, for one process: with several, each sends at this rate. */
export class DomainRates {
  private readonly buckets = new Map<string, Bucket>();
  private readonly operatorOf = new Map<string, (typeof OPERATORS)[number]>();

  constructor(
    private readonly clock: Clock,
    private readonly table: DomainRateTable = DOMAIN_RATES,
  ) {
    for (const operator of table.operators) for (const domain of operator.domains) this.operatorOf.set(domain, operator);
  }

  /** 0 when a mail to this domain may go now (and is counted), else the milliseconds after which to ask again (nothing is counted). */
  take(domain: string): number {
    const nowMs = this.clock.nowMs();
    const operator = this.operatorOf.get(domain);
    const bucket = this.bucket(operator?.name ?? domain, operator ?? this.table.default, nowMs);
    const { perSecond, burst } = bucket.rate;
    // A clock set back gives nothing and takes nothing.
    const passedMs = Math.max(0, nowMs - bucket.filledAtMs);
    bucket.tokens = Math.min(burst, bucket.tokens + (passedMs * perSecond) / 1_000);
    bucket.filledAtMs = nowMs;
    if (bucket.tokens < 1) return Math.max(1, Math.ceil(((1 - bucket.tokens) * 1_000) / perSecond));
    bucket.tokens -= 1;
    return 0;
  }

  private bucket(name: string, rate: DomainRate, nowMs: number): Bucket {
    const known = this.buckets.get(name);
    if (known !== undefined) this.buckets.delete(name);
    const bucket = known ?? { rate, tokens: rate.burst, filledAtMs: nowMs };
    this.buckets.set(name, bucket);
    const [oldest] = this.buckets.keys();
    if (this.buckets.size > MAX_BUCKETS && oldest !== undefined) this.buckets.delete(oldest);
    return bucket;
  }
}
