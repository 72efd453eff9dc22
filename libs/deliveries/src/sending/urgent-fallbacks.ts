import type { Transaction } from '#libs/database';
import { Outbox } from '#libs/outbox';
import { Injectable } from '@nestjs/common';
import type { SendResult } from './claimed-alert.js';

/**
 * The second way of an urgent alert that no webhook takes: an email to the organisation's contact, after ten minutes or as soon as there will be no
 * other try. One mail for all webhooks of one owner: it is written when it is sent, and names those that have not taken the alert by then. A webhook that
 * fails later tells nobody anything new. The mail says no more than a notice does.
 */
@Injectable()
export class UrgentFallbacks {
  constructor(private readonly outbox: Outbox) {}

  async forFailed(tx: Transaction, results: readonly SendResult[]): Promise<void> {
    const failed = results.filter(({ outcome, alert }) => outcome === 'failed' && alert.isUrgent);
    if (failed.length > 0) await this.request(tx, failed.map(({ alert }) => alert.id)); // prettier-ignore
  }

  /** Urgent alerts of one event that were not even tried, because their webhook was disabled for failing. */
  async forDisabled(tx: Transaction, advisoryId: string, event: string): Promise<void> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM deliveries.delivery WHERE advisory_id = $1 AND event = $2 AND is_urgent AND status = 'suppressed'
         AND reason = 'endpoint_disabled' AND fallback_at IS NULL`,
      [advisoryId, event],
    );
    await this.request(tx, rows.map(({ id }) => id)); // prettier-ignore
  }

  /** Urgent alerts that ended as they were claimed, because their webhook was disabled since they were planned. */
  async forEnded(tx: Transaction, deliveryIds: readonly string[]): Promise<void> {
    await this.request(tx, deliveryIds);
  }

  /** Up to `limit` urgent alerts whose time is up, none while sending is paused; answers with how many. */
  async forOverdue(tx: Transaction, limit: number): Promise<number> {
    const rows = await tx.query<{ delivery_id: string }>(
      `UPDATE deliveries.due q SET fallback_due_at = NULL FROM (
         SELECT delivery_id FROM deliveries.due WHERE fallback_due_at <= now() AND (SELECT outbox.pause_reason()) IS NULL
         ORDER BY fallback_due_at LIMIT $1 FOR UPDATE SKIP LOCKED
       ) late WHERE q.delivery_id = late.delivery_id RETURNING q.delivery_id`,
      [limit],
    );
    await this.request(tx, rows.map((row) => row.delivery_id)); // prettier-ignore
    return rows.length;
  }

  private async request(tx: Transaction, deliveryIds: readonly string[]): Promise<void> {
    if (deliveryIds.length === 0) return;
    // Those of one owner and alert ask one after the other, so that one of them is the first.
    await tx.query(LOCK_ALERTS, [deliveryIds]);
    const rows = await tx.query<{ id: string }>(FIRST_TO_FALL_BACK, [deliveryIds]);
    for (const { id } of rows) await this.outbox.append(tx, { type: 'account.mail_requested', mail: 'urgent_fallback', deliveryId: id });
  }
}

/** What one owner is told once. */
const alertOf = (delivery: string) =>
  `concat_ws(' ', ${delivery}.person_id, ${delivery}.organisation_id, ${delivery}.advisory_id, ${delivery}.event, ${delivery}.occasion)`;

const LOCK_ALERTS = `
SELECT pg_advisory_xact_lock(hashtextextended(a.alert, 64)) FROM (
  SELECT DISTINCT ${alertOf('d')} AS alert FROM deliveries.delivery d
  WHERE d.id = ANY ($1) AND d.channel = 'webhook' AND d.fallback_at IS NULL ORDER BY 1
) a`;

/** Marks them all, and answers with one of each owner and alert of which none was marked before. */
const FIRST_TO_FALL_BACK = `
WITH asked AS MATERIALIZED (
  SELECT d.id, d.advisory_id, ${alertOf('d')} AS alert FROM deliveries.delivery d
  WHERE d.id = ANY ($1) AND d.channel = 'webhook' AND d.fallback_at IS NULL
), told AS MATERIALIZED (
  SELECT DISTINCT ${alertOf('o')} AS alert FROM deliveries.delivery o
  WHERE o.advisory_id IN (SELECT a.advisory_id FROM asked a) AND o.fallback_at IS NOT NULL
), marked AS (
  UPDATE deliveries.delivery d SET fallback_at = now() FROM asked a WHERE d.id = a.id
)
SELECT DISTINCT ON (a.alert) a.id FROM asked a WHERE a.alert NOT IN (SELECT t.alert FROM told t) ORDER BY a.alert, a.id`;
