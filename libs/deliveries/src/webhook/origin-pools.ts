import { rootCertificates } from 'node:tls';
import { buildConnector, Pool } from 'undici';
import { isAllowedAddress } from '#libs/subscriptions';
import { AddressRefused, guardedLookup } from './address-guard.js';
import type { GuardOptions } from './address-guard.js';

export interface OriginPoolsOptions extends GuardOptions {
  /** Origins whose connections are kept; the one used longest ago gives way. */
  readonly maxOrigins: number;
  readonly connectionsPerOrigin: number;
  readonly connectTimeoutMs: number;
  readonly firstByteTimeoutMs: number;
  readonly keepAliveMs: number;
  /** Certificate authorities in PEM, beside the usual ones, for receivers with a government's or a company's own. */
  readonly certificateAuthorities?: readonly string[];
}

/** Kept connections, one pool for each origin (scheme, host, port), least recently used out. */
export class OriginPools {
  private readonly pools = new Map<string, Pool>();
  private readonly connect: buildConnector.connector;

  constructor(private readonly options: OriginPoolsOptions) {
    this.connect = guardedConnector(options);
  }

  get size(): number {
    return this.pools.size;
  }

  of(origin: string): Pool {
    const known = this.pools.get(origin);
    const pool = known ?? this.open(origin);
    // A map keeps the order of insertion: putting it in again makes it the youngest.
    if (known !== undefined) this.pools.delete(origin);
    this.pools.set(origin, pool);
    if (this.pools.size > this.options.maxOrigins) this.closeOldest();
    return pool;
  }

  async close(): Promise<void> {
    const pools = [...this.pools.values()];
    this.pools.clear();
    await Promise.all(pools.map((pool) => pool.close()));
  }

  private open(origin: string): Pool {
    const { connectionsPerOrigin, firstByteTimeoutMs, keepAliveMs } = this.options;
    return new Pool(origin, {
      connect: this.connect,
      connections: connectionsPerOrigin,
      pipelining: 1,
      allowH2: false,
      headersTimeout: firstByteTimeoutMs,
      bodyTimeout: firstByteTimeoutMs,
      keepAliveTimeout: keepAliveMs,
      keepAliveMaxTimeout: keepAliveMs,
    });
  }

  /** Closing waits for the calls that the pool still has under way; nobody waits for the closing. */
  private closeOldest(): void {
    const [oldest] = this.pools;
    if (oldest === undefined) return;
    this.pools.delete(oldest[0]);
    void oldest[1].close();
  }
}

/**
 * Every new connection asks DNS again, has all answers checked, and can go to those addresses only: a name that changes its answer after its
 * endpoint was confirmed (DNS rebinding) is caught here. The certificate is still checked against the name.
 */
function guardedConnector(options: OriginPoolsOptions): buildConnector.connector {
  const authorities = options.certificateAuthorities;
  const connect = buildConnector({
    timeout: options.connectTimeoutMs,
    allowH2: false,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    autoSelectFamily: true,
    lookup: guardedLookup(options),
    ...(authorities === undefined ? {} : { ca: [...rootCertificates, ...authorities] }),
  });
  return (target, callback) => {
    // A literal is never looked up, so it is decided here.
    const isName = /[a-z]/i.test(target.hostname) && !target.hostname.includes(':');
    if (!isName && !isAllowedAddress(target.hostname, options)) {
      callback(new AddressRefused(target.hostname), null);
      return;
    }
    connect(target, (...result) => {
      const [error, socket] = result;
      if (error !== null || isAllowedAddress(socket.remoteAddress ?? '', options)) {
        callback(...result);
        return;
      }
      socket.destroy();
      callback(new AddressRefused(target.hostname), null);
    });
  };
}
