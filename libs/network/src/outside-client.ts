import { Agent } from 'undici';
import { guardedConnector } from './guarded-connector.js';
import type { ConnectorOptions } from './guarded-connector.js';
import { FetchFailed, failureOf } from './fetch-failed.js';
import { checkPublicUrl, isThisMachine } from './public-url.js';

/** What one request may take. A slow server that keeps sending is ended by `totalMs`, whatever it has sent. */
export const FETCH_LIMITS = {
  connectTimeoutMs: 10_000,
  firstByteTimeoutMs: 30_000,
  totalMs: 120_000,
  maxRedirects: 5,
  /** In all, for what may pass by itself: 429, 5xx, a connection that failed. */
  tries: 3,
  /** Before the second try; doubled for the third. `Retry-After` counts for more, up to `maxWaitMs`. */
  waitMs: 1_000,
  maxWaitMs: 30_000,
} as const;

export type FetchLimits = Record<keyof typeof FETCH_LIMITS, number>;

export interface OutsideClientOptions extends Omit<ConnectorOptions, 'connectTimeoutMs'> {
  /** `Harbourlight/<version> (+<url>)`: whom a publisher can ask. */
  readonly userAgent: string;
  /** Narrower limits for tests. */
  readonly limits?: Partial<FetchLimits>;
}

export interface FetchRequest {
  readonly maxBytes: number;
  readonly accept?: string;
  /** Of the answer before: a server that has nothing new answers 304 without a body (RFC 9110 section 13). */
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface Fetched {
  readonly status: number;
  /** Where it was found in the end. */
  readonly url: URL;
  readonly body: Buffer;
  readonly etag?: string;
  readonly lastModified?: string;
}

/**
 * Gets what other organisations publish: https only (http to this machine with development's switch), never from an address inside, not by a
 * redirect nor by a name that changes its answer. One for each process.
 */
export class OutsideClient {
  private readonly limits: FetchLimits;
  private readonly agent: Agent;

  constructor(private readonly options: OutsideClientOptions) {
    this.limits = { ...FETCH_LIMITS, ...options.limits };
    const { connectTimeoutMs, firstByteTimeoutMs, totalMs } = this.limits;
    this.agent = new Agent({
      connect: guardedConnector({ ...options, connectTimeoutMs }),
      connections: 2,
      headersTimeout: firstByteTimeoutMs,
      bodyTimeout: Math.min(firstByteTimeoutMs, totalMs),
    });
  }

  /** Reads an address as somebody gave it. Throws `invalid` under `path` where it may not be asked. */
  check(text: string, path = 'url'): URL {
    const { allowLoopback } = this.options;
    const url = checkPublicUrl(
      text.replace(/#.*$/s, ''),
      { allowLoopback, httpsOnly: !allowLoopback },
      { path, message: 'This address cannot be used.' },
    );
    if (url.protocol === 'https:' || isThisMachine(url)) return url;
    return checkPublicUrl(text, { allowLoopback, httpsOnly: true }, { path, message: 'This address cannot be used.' });
  }

  /** The answer, whatever its status below 500 but 429. Throws `FetchFailed`. */
  async get(address: URL | string, request: FetchRequest): Promise<Fetched> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.followed(String(address), request);
      } catch (error) {
        const failure = failureOf(error);
        if (!failure.isTemporary || attempt >= this.limits.tries) throw failure;
        const waitMs = failure.retryAfterMs ?? this.limits.waitMs * 2 ** (attempt - 1);
        if (waitMs > this.limits.maxWaitMs) throw failure;
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  }

  async close(): Promise<void> {
    await this.agent.close();
  }

  private async followed(address: string, request: FetchRequest): Promise<Fetched> {
    const signal = AbortSignal.timeout(this.limits.totalMs);
    let next = address;
    for (let hops = 0; hops <= this.limits.maxRedirects; hops += 1) {
      const url = this.allowed(next);
      const answer = await this.once(url, request, signal);
      if (typeof answer !== 'string') return answer;
      if (!URL.canParse(answer, url.href)) throw new FetchFailed('BAD_REDIRECT', 'it leads to an address that is none');
      next = new URL(answer, url).href;
    }
    throw new FetchFailed('TOO_MANY_REDIRECTS', `it leads on more than ${this.limits.maxRedirects} times`);
  }

  private allowed(text: string): URL {
    try {
      return this.check(text);
    } catch {
      throw new FetchFailed('ADDRESS_REFUSED', 'it leads to an address that is not https, or not public');
    }
  }

  /** The answer, or the address that it leads on to. */
  private async once(
    url: URL,
    { maxBytes, accept = '*/*', etag, lastModified }: FetchRequest,
    signal: AbortSignal,
  ): Promise<Fetched | string> {
    const { statusCode, headers, body } = await this.agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      signal,
      headers: {
        'user-agent': this.options.userAgent,
        accept,
        // A compressed answer could be a bomb, and its hash would be another.
        'accept-encoding': 'identity',
        ...(etag === undefined ? {} : { 'if-none-match': etag }),
        ...(lastModified === undefined ? {} : { 'if-modified-since': lastModified }),
      },
    });
    const location = one(headers.location);
    const leadsOn = [301, 302, 303, 307, 308].includes(statusCode) && location !== undefined;
    if (leadsOn || statusCode === 429 || statusCode >= 500) {
      body.destroy();
      body.on('error', () => undefined);
      if (leadsOn) return location;
      throw FetchFailed.status(statusCode, one(headers['retry-after']));
    }
    const bytes = await collected(body, maxBytes);
    return { status: statusCode, url, body: bytes, etag: one(headers.etag), lastModified: one(headers['last-modified']) };
  }
}

async function collected(body: AsyncIterable<unknown>, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxBytes) throw new FetchFailed('TOO_LARGE', `it has more than ${maxBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
