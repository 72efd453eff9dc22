import { authorize, can, systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';

/** Alerts of one channel that were planned within one hour, as they stand now. */
export interface DeliveryHour {
  readonly channel: 'email' | 'webhook';
  /** The beginning of the hour, ISO 8601. */
  readonly hour: string;
  readonly sent: number;
  readonly failed: number;
  readonly pending: number;
}

const HOURS = 24;

/** How sending goes: of one's own endpoints, and for the operating CERT of the whole installation. */
@Injectable()
export class DeliveryHealth {
  constructor(private readonly database: Database) {}

  /** Of the whole installation, the last 24 hours, oldest first; for the operating CERT. Throws NOT_ALLOWED. */
  async hours(actor: Actor): Promise<DeliveryHour[]> {
    authorize(actor, 'delivery:pending_counts');
    return this.database.as(systemActor('delivery-health'), (tx) =>
      tx.query<DeliveryHour & Record<string, unknown>>(
        `SELECT channel, date_trunc('hour', created_at) AS hour, count(*) FILTER (WHERE status = 'sent')::int AS sent,
           count(*) FILTER (WHERE status = 'failed')::int AS failed, count(*) FILTER (WHERE status = 'pending')::int AS pending
         FROM deliveries.delivery WHERE created_at >= date_trunc('hour', now()) - interval '${HOURS - 1} hours'
         GROUP BY 1, 2 ORDER BY 2, 1`,
      ),
    );
  }

  /** Alerts of the last 24 hours that were given up: of the installation for the operating CERT, of one's own endpoints for everyone else. */
  async failedLately(actor: Actor): Promise<number> {
    const isForAll = can(actor, 'delivery:pending_counts');
    if (!isForAll && !can(actor, 'delivery:read')) return 0;
    const row = await this.database.as(isForAll ? systemActor('delivery-health') : actor, (tx) =>
      tx.find<{ failed: number }>(isForAll ? FAILED_OF_ALL : FAILED_OF_OWN),
    );
    return row?.failed ?? 0;
  }
}

const LATELY = `d.status = 'failed' AND d.created_at > now() - interval '${HOURS} hours'`;
const FAILED_OF_ALL = `SELECT count(*)::int AS failed FROM deliveries.delivery d WHERE ${LATELY}`;
const FAILED_OF_OWN = `SELECT count(*)::int AS failed FROM subscriptions.endpoint e JOIN deliveries.delivery d ON d.endpoint_id = e.id
  WHERE (e.person_id = access.person_id() OR e.organisation_id = access.organisation_id()) AND ${LATELY}`;
