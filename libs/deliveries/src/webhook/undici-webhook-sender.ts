import type { Clock } from '#libs/core';
import type { ResolveName } from '#libs/network';
import { checkWebhookUrl } from '#libs/subscriptions';
import { parseRetryAfter } from '../retry/retry-schedule.js';
import { InFlight } from './in-flight.js';
import type { InFlightLimits } from './in-flight.js';
import { IN_FLIGHT_LIMITS } from './in-flight.js';
import { Origins } from './origins.js';
import { postOnce } from './post-once.js';
import type { PostResult } from './post-once.js';
import { signWebhook } from './signature.js';
import { errorCodeOf, outcomeOf } from './webhook-outcome.js';
import { WebhookSender } from './webhook-sender.js';
import type { WebhookOutcome, WebhookRequest } from './webhook-sender.js';

/** What one call may take: 15 s in all, of which 5 s to connect and 10 s to the first byte; 64 kB of the reply are read, 1 kB is kept. */
export const WEBHOOK_LIMITS = {
  connectTimeoutMs: 5_000,
  firstByteTimeoutMs: 10_000,
  totalMs: 15_000,
  maxReplyBytes: 65_536,
  maxExcerptBytes: 1_024,
  keepAliveMs: 60_000,
  maxOrigins: 2_000,
} as const;

export interface WebhookSenderOptions {
  readonly clock: Clock;
  /** `Harbourlight/<version> (+<url>)`: whom a receiver can ask. */
  readonly userAgent: string;
  /** Development only, refused in production by the configuration: http, and receivers on this machine. */
  readonly allowLoopback: boolean;
  readonly inFlight?: InFlightLimits;
  /** Narrower limits for tests. */
  readonly limits?: Partial<Record<keyof typeof WEBHOOK_LIMITS, number>>;
  readonly certificateAuthorities?: readonly string[];
  /** Instead of asking the name servers; for tests. */
  readonly resolve?: ResolveName;
}

/** Addresses that are remembered once they were read. */
const MAX_TARGETS = 50_000;

/** Kept while a send waits for its slot: smaller than an URL. */
interface Target {
  readonly origin: string;
  readonly path: string;
}

/** Signs and posts over kept connections (Standard Webhooks 1.0.0). One for each process. */
export class UndiciWebhookSender extends WebhookSender {
  private readonly limits: Record<keyof typeof WEBHOOK_LIMITS, number>;
  private readonly origins: Origins;
  private readonly slots: InFlight;
  private readonly targets = new Map<string, Target | undefined>();

  constructor(private readonly options: WebhookSenderOptions) {
    super();
    this.limits = { ...WEBHOOK_LIMITS, ...options.limits };
    const inFlight = options.inFlight ?? IN_FLIGHT_LIMITS;
    this.slots = new InFlight(inFlight);
    this.origins = new Origins({
      allowLoopback: options.allowLoopback,
      maxOrigins: this.limits.maxOrigins,
      connectTimeoutMs: this.limits.connectTimeoutMs,
      firstByteTimeoutMs: this.limits.firstByteTimeoutMs,
      keepAliveMs: this.limits.keepAliveMs,
      ...(options.certificateAuthorities === undefined ? {} : { certificateAuthorities: options.certificateAuthorities }),
      ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
    });
  }

  /** Calls under way and calls that wait for a slot, for the metrics. */
  get load(): { readonly running: number; readonly waiting: number } {
    return { running: this.slots.size, waiting: this.slots.waiting };
  }

  async send(request: WebhookRequest): Promise<WebhookOutcome> {
    const target = this.readUrl(request.url);
    if (target === undefined) return { kind: 'retry', error: 'ADDRESS_REFUSED', durationMs: 0 };
    const release = await this.slots.acquire(target.origin, request.endpointId, request.startWithinMs);
    if (release === undefined) return { kind: 'not_started', durationMs: 0 };
    try {
      return await this.post(target, request);
    } finally {
      release();
    }
  }

  async close(): Promise<void> {
    await this.origins.close();
  }

  /** Asked again by every process: the rules, or the switch for development, may have changed since the endpoint was made. */
  private readUrl(text: string): Target | undefined {
    if (this.targets.has(text)) return this.targets.get(text);
    if (this.targets.size >= MAX_TARGETS) this.targets.clear();
    const target = this.checkedTarget(text);
    this.targets.set(text, target);
    return target;
  }

  private checkedTarget(text: string): Target | undefined {
    try {
      const url = checkWebhookUrl(text, { allowLoopback: this.options.allowLoopback, httpsOnly: !this.options.allowLoopback });
      return { origin: url.origin, path: url.pathname + url.search };
    } catch {
      return undefined;
    }
  }

  private async post({ origin, path }: Target, request: WebhookRequest): Promise<WebhookOutcome> {
    const startedAt = performance.now();
    const headers = this.headersFor(request);
    const connections = this.origins.of(origin);
    const connection = connections.take();
    const result = await postOnce(connection, { path, headers, body: request.body }, this.limits);
    if ('error' in result || result.wasCut) connections.discard(connection);
    else connections.giveBack(connection);
    return this.outcome(result, Math.round(performance.now() - startedAt));
  }

  private headersFor(request: WebhookRequest): string[] {
    const timestampSeconds = Math.floor(this.options.clock.nowMs() / 1_000);
    const signature = signWebhook({ id: request.messageId, timestampSeconds, body: request.body, secrets: request.secrets });
    return [
      'content-type', 'application/json',
      'user-agent', this.options.userAgent,
      'webhook-id', request.messageId,
      'webhook-timestamp', String(timestampSeconds),
      'webhook-signature', signature,
    ]; // prettier-ignore
  }

  private outcome(result: PostResult, durationMs: number): WebhookOutcome {
    if ('error' in result) return { kind: 'retry', error: errorCodeOf(result.error), durationMs };
    const { statusCode } = result;
    const kind = outcomeOf(statusCode);
    const retryAfterSeconds = kind === 'sent' ? undefined : parseRetryAfter(result.retryAfter, this.options.clock.now());
    const error = kind === 'sent' ? (result.wasCut ? 'REPLY_TOO_LARGE' : undefined) : (`HTTP_${statusCode}` as const);
    const excerpt = readable(result.start);
    return {
      kind,
      statusCode,
      durationMs,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      ...(error === undefined ? {} : { error }),
      ...(excerpt === '' ? {} : { excerpt }),
    };
  }
}

/** Control characters, and those that reorder text, would let a receiver forge lines and words of our log. */
function readable(bytes: Buffer): string {
  return bytes.length === 0
    ? ''
    : bytes
        .toString('utf8')
        .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]+/gu, ' ')
        .trim();
}
