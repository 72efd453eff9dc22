import type { DeliveryEvent } from './sending/claimed-alert.js';

/**
 * `pending` it waits for its first or next try; `sending` a try is under way; `sent` the other server accepted it; `failed` all tries were made, or
 * the other server refused for good; `suppressed` it may not be sent (`reason` says why); `superseded` a newer alert took its place;
 * `cancelled` nobody wants it any more.
 */
export const DELIVERY_STATUSES = ['pending', 'sending', 'sent', 'failed', 'suppressed', 'superseded', 'cancelled'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** One alert to one endpoint. Instants are ISO 8601 with microseconds. */
export interface Delivery {
  readonly id: string;
  /** `webhook-id`; the same on every try, resend and replay. */
  readonly messageId: string;
  readonly event: DeliveryEvent;
  readonly channel: 'email' | 'webhook';
  readonly endpointId: string;
  readonly advisoryId: string | null;
  readonly revisionId: string | null;
  readonly revision: number | null;
  readonly isUrgent: boolean;
  /** Numbers of the subscriptions that brought it; bigint as text. */
  readonly subscriptions: readonly string[];
  readonly eventAt: string;
  readonly createdAt: string;
  readonly status: DeliveryStatus;
  readonly reason: string | null;
  readonly attempts: number;
  readonly firstAttemptAt: string | null;
  readonly finishedAt: string | null;
  /** When an urgent alert that no webhook took went by email too. */
  readonly fallbackAt: string | null;
  readonly nextAttemptAt: string | null;
}

/** One try at a delivery. */
export interface Attempt {
  readonly deliveryId: string;
  readonly number: number;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly outcome: 'sent' | 'retry' | 'failed';
  readonly statusCode: number | null;
  /** A stable code, as TIMEOUT_CONNECT or HTTP_500. */
  readonly error: string | null;
  /** What the other server said: a stranger's text. */
  readonly excerpt: string | null;
}
