import { guardedConnector } from '#libs/network';
import type { ConnectorOptions } from '#libs/network';
import { Pool } from 'undici';
import type { buildConnector } from 'undici';

export interface OriginPoolsOptions extends ConnectorOptions {
  /** Origins whose connections are kept; the one used longest ago gives way. */
  readonly maxOrigins: number;
  readonly connectionsPerOrigin: number;
  readonly firstByteTimeoutMs: number;
  readonly keepAliveMs: number;
}

/** Kept connections, one pool for each origin (scheme, host, port), least recently used out. */
export class OriginPools {
  private readonly pools = new Map<string, Pool>();
  private readonly connect: buildConnector.connector;
  private youngest: { readonly origin: string; readonly pool: Pool } | undefined;

  constructor(private readonly options: OriginPoolsOptions) {
    this.connect = guardedConnector(options);
  }

  get size(): number {
    return this.pools.size;
  }

  of(origin: string): Pool {
    if (this.youngest?.origin === origin) return this.youngest.pool;
    const known = this.pools.get(origin);
    const pool = known ?? this.open(origin);
    // A map keeps the order of insertion: putting it in again makes it the youngest.
    if (known !== undefined) this.pools.delete(origin);
    this.pools.set(origin, pool);
    this.youngest = { origin, pool };
    if (this.pools.size > this.options.maxOrigins) this.closeOldest();
    return pool;
  }

  async close(): Promise<void> {
    const pools = [...this.pools.values()];
    this.pools.clear();
    this.youngest = undefined;
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
