import type { Transaction } from '#libs/database';
import { Outbox } from '#libs/outbox';
import { Injectable } from '@nestjs/common';
import type { SendResult } from './claimed-alert.js';

/**
 * The second way of an urgent alert that no webhook takes: an email to the organisation's contact, once, after ten minutes or as soon as there
 * will be no other try. The mail says no more than a notice does.
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
    const rows = await tx.query<{ id: string }>(
      `UPDATE deliveries.delivery SET fallback_at = now() WHERE id = ANY ($1) AND channel = 'webhook' AND fallback_at IS NULL RETURNING id`,
      [deliveryIds],
    );
    for (const { id } of rows) await this.outbox.append(tx, { type: 'account.mail_requested', mail: 'urgent_fallback', deliveryId: id });
  }
}
