import { guardedConnector } from '#libs/network';
import type { ConnectorOptions } from '#libs/network';
import type { buildConnector } from 'undici';
import { Connections } from './connections.js';

export interface OriginsOptions extends ConnectorOptions {
  /** Origins whose connections are kept; the one used longest ago gives way. */
  readonly maxOrigins: number;
  readonly firstByteTimeoutMs: number;
  readonly keepAliveMs: number;
}

/** Kept connections, by origin (scheme, host, port), least recently used out. */
export class Origins {
  private readonly known = new Map<string, Connections>();
  private readonly connect: buildConnector.connector;
  private youngest: { readonly origin: string; readonly connections: Connections } | undefined;

  constructor(private readonly options: OriginsOptions) {
    this.connect = guardedConnector(options);
  }

  get size(): number {
    return this.known.size;
  }

  of(origin: string): Connections {
    if (this.youngest?.origin === origin) return this.youngest.connections;
    const known = this.known.get(origin);
    const connections = known ?? this.open(origin);
    // A map keeps the order of insertion: putting it in again makes it the youngest.
    if (known !== undefined) this.known.delete(origin);
    this.known.set(origin, connections);
    this.youngest = { origin, connections };
    if (this.known.size > this.options.maxOrigins) this.closeOldest();
    return connections;
  }

  async close(): Promise<void> {
    const all = [...this.known.values()];
    this.known.clear();
    this.youngest = undefined;
    await Promise.all(all.map((connections) => connections.close()));
  }

  private open(origin: string): Connections {
    const { firstByteTimeoutMs, keepAliveMs } = this.options;
    return new Connections(origin, {
      connect: this.connect,
      pipelining: 1,
      allowH2: false,
      headersTimeout: firstByteTimeoutMs,
      bodyTimeout: firstByteTimeoutMs,
      keepAliveTimeout: keepAliveMs,
      keepAliveMaxTimeout: keepAliveMs,
    });
  }

  /** Closing waits for the calls that are under way; nobody waits for the closing. */
  private closeOldest(): void {
    const [oldest] = this.known;
    if (oldest === undefined) return;
    this.known.delete(oldest[0]);
    void oldest[1].close();
  }
}
