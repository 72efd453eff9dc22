import { systemActor } from '#libs/access';
import { Clock } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Outbox } from '#libs/outbox';
import { Injectable } from '@nestjs/common';
import { keyExpiryWarning } from '#libs/subscriptions';

const WATCHER = systemActor('watch-endpoints');

/** What follows when a webhook has taken nothing for so long. Each step is taken once; a success begins anew. */
export const FAILING_STEPS = [
  { step: 1, afterHours: 1, isDisabled: false },
  { step: 2, afterHours: 24, isDisabled: false },
  { step: 3, afterHours: 120, isDisabled: true },
] as const;

export interface WatchReport {
  readonly notices: number;
  readonly disabled: number;
  readonly keyWarnings: number;
}

interface FailingRow extends Record<string, unknown> {
  readonly id: string;
  readonly notice_step: number;
  readonly hours: number;
  readonly is_tried: boolean;
}

/** Tells owners of webhooks that fail and of keys that expire, and disables a webhook after five days of failure. */
@Injectable()
export class WatchEndpoints {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<WatchReport> {
    return this.database.as(WATCHER, async (tx) => {
      const failing = await this.watchFailing(tx);
      return { ...failing, keyWarnings: await this.watchKeys(tx) };
    });
  }

  private async watchFailing(tx: Transaction): Promise<{ notices: number; disabled: number }> {
    const rows = await tx.query<FailingRow>(
      `SELECT e.id, e.notice_step, extract(epoch FROM now() - e.failing_since)::float / 3600 AS hours,
         EXISTS (SELECT FROM deliveries.delivery d JOIN deliveries.attempt a ON a.delivery_id = d.id
           WHERE d.endpoint_id = e.id AND a.started_at > now() - interval '30 hours') AS is_tried
       FROM subscriptions.endpoint e
       WHERE e.channel = 'webhook' AND e.status = 'active' AND e.deleted_at IS NULL AND e.failing_since < now() - interval '1 hour' AND e.notice_step < 3
       ORDER BY e.id LIMIT 1000 FOR UPDATE OF e SKIP LOCKED`,
    );
    let notices = 0;
    let disabled = 0;
    for (const row of rows) {
      const due = FAILING_STEPS.findLast(({ step, afterHours }) => row.hours >= afterHours && step > row.notice_step);
      // An endpoint to which nothing was sent of late has not been failing: nobody has tried.
      if (due === undefined || (due.isDisabled && !row.is_tried)) continue;
      await tx.execute(
        `UPDATE subscriptions.endpoint SET notice_step = $2, status = CASE WHEN $3 THEN 'disabled' ELSE status END,
           status_reason = CASE WHEN $3 THEN 'failing' ELSE status_reason END WHERE id = $1`,
        [row.id, due.step, due.isDisabled],
      );
      await this.outbox.append(tx, { type: 'account.mail_requested', mail: 'webhook_disabled_notice', endpointId: row.id });
      notices += 1;
      disabled += due.isDisabled ? 1 : 0;
    }
    return { notices, disabled };
  }

  private async watchKeys(tx: Transaction): Promise<number> {
    const rows = await tx.query<{ id: string; openpgp_expires_at: string }>(
      `SELECT e.id, e.openpgp_expires_at FROM subscriptions.endpoint e
       WHERE e.channel = 'email' AND e.status = 'active' AND e.deleted_at IS NULL AND e.openpgp_expires_at BETWEEN now() - interval '30 days' AND now() + interval '30 days'
       ORDER BY e.id LIMIT 1000`,
    );
    let warnings = 0;
    for (const { id, openpgp_expires_at } of rows) {
      const warning = keyExpiryWarning(new Date(openpgp_expires_at), this.clock.now());
      if (warning === undefined) continue;
      const isNew = await tx.execute(
        'INSERT INTO deliveries.key_warning (endpoint_id, expires_at, warning) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [id, openpgp_expires_at, String(warning)],
      );
      if (isNew === 0) continue;
      await this.outbox.append(tx, { type: 'account.mail_requested', mail: 'key_expiry_warning', endpointId: id });
      warnings += 1;
    }
    return warnings;
  }
}
