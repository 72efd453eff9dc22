import { authorize, systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { isUuid } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { readPage } from './delivery-page.js';
import type { DeliveryFilter, DeliveryPage, DeliveryPageInput } from './delivery-page.js';
import type { Attempt, Delivery, DeliveryStatus } from './delivery.js';
import { countUnsent } from './replay/unsent.js';

const COLUMNS = `d.id, d.message_id AS "messageId", d.event, d.channel, d.endpoint_id AS "endpointId", d.advisory_id AS "advisoryId",
  d.revision_id AS "revisionId", d.revision, d.is_urgent AS "isUrgent", d.subscriptions, d.event_at AS "eventAt", d.created_at AS "createdAt",
  CASE WHEN d.status = 'pending' AND q.delivery_id IS NULL THEN 'sending' ELSE d.status END AS status, d.reason, d.attempts,
  d.first_attempt_at AS "firstAttemptAt", d.finished_at AS "finishedAt", d.fallback_at AS "fallbackAt",
  CASE WHEN d.status = 'pending' THEN q.next_attempt_at END AS "nextAttemptAt"`;

/** Each endpoint has its own range of the index; the ranges are merged. Row-level security decides what of them is shown. */
const LIST = `
SELECT page.* FROM (
  SELECT e.id FROM subscriptions.endpoint e
  WHERE (e.person_id = access.person_id() OR e.organisation_id = access.organisation_id())
    AND ($1::uuid IS NULL OR e.id = $1) AND ($2::text IS NULL OR e.channel = $2)
) mine CROSS JOIN LATERAL (
  SELECT ${COLUMNS}
  FROM deliveries.delivery d LEFT JOIN deliveries.due q ON q.delivery_id = d.id
  WHERE d.endpoint_id = mine.id AND ($3::uuid IS NULL OR d.advisory_id = $3)
    AND ($4::text[] IS NULL OR CASE WHEN d.status = 'pending' AND q.delivery_id IS NULL THEN 'sending' ELSE d.status END = ANY ($4))
    AND ($5::timestamptz IS NULL OR d.created_at >= $5) AND ($6::timestamptz IS NULL OR d.created_at < $6)
    AND ($7::timestamptz IS NULL OR (d.created_at, d.id) < ($7, $8::uuid))
  ORDER BY d.created_at DESC, d.id DESC LIMIT $9
) page ORDER BY page."createdAt" DESC, page.id DESC LIMIT $9`;

/** What waits, for an operator: how many, and for how long the oldest has been due. */
export interface PendingCount {
  readonly channel: 'email' | 'webhook';
  readonly pending: number;
  /** Of these, tries after a failure. */
  readonly retries: number;
  readonly oldestDueSeconds: number;
}

/** How many alerts about one advisory stand where, over all who were addressed; nothing says who they are. */
export interface DeliveryCount {
  readonly channel: 'email' | 'webhook';
  readonly status: DeliveryStatus;
  /** Why it was not sent, as a stable code; absent where nothing is the matter. */
  readonly reason: string | null;
  readonly count: number;
}

/** The log of alerts, as its reader may see it: own and shared endpoints, and only what is about something that may be read. */
@Injectable()
export class DeliveryQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. Throws `invalid` for a wrong filter, cursor or `first` (1 to 100). */
  async list(actor: Actor, filter: DeliveryFilter = {}, page: DeliveryPageInput = {}): Promise<DeliveryPage> {
    authorize(actor, 'delivery:read');
    const asked = readPage(filter, page);
    const rows = await this.database.as(actor, (tx) => tx.query<Delivery & Record<string, unknown>>(LIST, [...asked.parameters]));
    return asked.pageOf(rows);
  }

  /** Batched; ids that are unknown or hidden are left out. */
  async byIds(actor: Actor, ids: readonly string[]): Promise<Delivery[]> {
    authorize(actor, 'delivery:read');
    return this.database.as(actor, (tx) =>
      tx.query<Delivery & Record<string, unknown>>(
        `SELECT ${COLUMNS} FROM deliveries.delivery d LEFT JOIN deliveries.due q ON q.delivery_id = d.id
         WHERE d.id = ANY ($1) AND (d.person_id = access.person_id() OR d.organisation_id = access.organisation_id())`,
        [ids.filter(isUuid)],
      ),
    );
  }

  /** The attempts of many deliveries, in their order; of what the actor does not see there are none. */
  async attempts(actor: Actor, deliveryIds: readonly string[]): Promise<Attempt[]> {
    authorize(actor, 'delivery:read');
    return this.database.as(actor, (tx) =>
      tx.query<Attempt & Record<string, unknown>>(
        `SELECT a.delivery_id AS "deliveryId", a.number, a.started_at AS "startedAt", a.duration_ms AS "durationMs", a.outcome,
           a.status_code AS "statusCode", a.error, a.excerpt
         FROM deliveries.attempt a JOIN deliveries.delivery d ON d.id = a.delivery_id
         WHERE a.delivery_id = ANY ($1) AND (d.person_id = access.person_id() OR d.organisation_id = access.organisation_id())
         ORDER BY a.delivery_id, a.number`,
        [deliveryIds.filter(isUuid)],
      ),
    );
  }

  /** How many alerts of the last UNSENT_DAYS each endpoint did not get, because it was paused, disabled or failing; left out where there are none. */
  async unsentCounts(actor: Actor, endpointIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    authorize(actor, 'delivery:read');
    return this.database.as(actor, (tx) => countUnsent(tx, endpointIds.filter(isUuid)));
  }

  /** Of one advisory, for the operating CERT; whether the actor may read it is for the caller to ask. */
  async countsOf(actor: Actor, advisoryId: string): Promise<DeliveryCount[]> {
    authorize(actor, 'delivery:pending_counts');
    if (!isUuid(advisoryId)) return [];
    return this.database.as(systemActor('pending-counts'), (tx) =>
      tx.query<DeliveryCount & Record<string, unknown>>(
        `SELECT d.channel, d.status, CASE WHEN d.status <> 'sent' THEN d.reason END AS reason, count(*)::int AS count
         FROM deliveries.delivery d WHERE d.advisory_id = $1 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
        [advisoryId],
      ),
    );
  }

  /** Of the whole installation, for the operating CERT. */
  async pendingCounts(actor: Actor): Promise<PendingCount[]> {
    authorize(actor, 'delivery:pending_counts');
    return this.pendingInAll();
  }

  /** The same for the metrics of a process. */
  async pendingInAll(): Promise<PendingCount[]> {
    return this.database.as(systemActor('pending-counts'), (tx) =>
      tx.query<PendingCount & Record<string, unknown>>(
        `SELECT c.channel, count(q.channel)::int AS pending, count(*) FILTER (WHERE q.is_retry)::int AS retries,
           greatest(0, coalesce(extract(epoch FROM now() - min(q.next_attempt_at)), 0))::float AS "oldestDueSeconds"
         FROM unnest(ARRAY['email', 'webhook']) c(channel) LEFT JOIN (
           SELECT channel, is_retry, next_attempt_at FROM deliveries.due
           UNION ALL
           SELECT d.channel, x.tries > 0, NULL FROM deliveries.claim k CROSS JOIN LATERAL unnest(k.deliveries, k.tries) AS x(id, tries)
             JOIN deliveries.delivery d ON d.id = x.id WHERE d.status = 'pending'
         ) q ON q.channel = c.channel
         GROUP BY c.channel ORDER BY c.channel`,
      ),
    );
  }
}
