import type { WebhookError, WebhookOutcomeKind } from './webhook-outcome.js';

/** One call to one receiver. */
export interface WebhookRequest {
  /** Whose slots it takes: an endpoint has no more than four calls under way. */
  readonly endpointId: string;
  readonly url: string;
  /** `webhook-id`: of the alert to this endpoint, the same on every retry. */
  readonly messageId: string;
  /** Exactly these bytes are signed and sent: UTF-8 JSON. One buffer may serve many requests. */
  readonly body: Uint8Array;
  /** The endpoint's secrets; two during a rotation, the newer first. */
  readonly secrets: readonly string[];
  /**
   * Milliseconds that it may wait for a slot; after that the outcome is `not_started`. Set it to less than the lease of the delivery, or another
   * worker may send the same alert meanwhile. Without it the wait has no end.
   */
  readonly startWithinMs?: number;
}

export interface WebhookOutcome {
  readonly kind: WebhookOutcomeKind;
  readonly statusCode?: number;
  /** What the receiver asked for, clamped to 1 s … 1 h. */
  readonly retryAfterSeconds?: number;
  /** Why it is not `sent`. With `sent` only a remark: REPLY_TOO_LARGE says that the rest of the reply was not read. */
  readonly error?: WebhookError;
  /** From the start of the call, not of the wait for a slot. */
  readonly durationMs: number;
  /** The first 1 kB of the reply for the attempt's row, without control characters. Written by a stranger: escape it where it is shown. */
  readonly excerpt?: string;
}

/** Sends one signed call. A bad receiver is an outcome and never a throw. */
export abstract class WebhookSender {
  abstract send(request: WebhookRequest): Promise<WebhookOutcome>;

  /** Ends kept connections, after calls under way have come to an end. */
  abstract close(): Promise<void>;
}
