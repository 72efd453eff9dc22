import type { Transaction } from '#libs/database';
import { Outbox } from '#libs/outbox';
import { Injectable } from '@nestjs/common';
import type { SendResult } from './claimed-alert.js';

/** The error of a try that failed by a fault of ours; it says nothing of the receiver. */
export const FAULT = 'INTERNAL';

/** What sends tell about endpoints: since when one has been failing, that one is gone, that an address is dead. */
@Injectable()
export class EndpointHealth {
  constructor(private readonly outbox: Outbox) {}

  async note(tx: Transaction, results: readonly SendResult[]): Promise<void> {
    const tried = results.filter(({ outcome, error }) => outcome !== 'put_back' && outcome !== 'cancelled' && error !== FAULT);
    // The last word of a batch on an endpoint counts.
    const last = new Map(tried.map((result) => [result.alert.endpointId, result]));
    const endpoints = [...last.values()].sort((a, b) => (a.alert.endpointId < b.alert.endpointId ? -1 : 1));
    await this.noteSuccess(tx, idsOf(endpoints.filter(({ outcome }) => outcome === 'sent')));
    await this.noteFailure(tx, idsOf(endpoints.filter(({ outcome }) => outcome !== 'sent')));
    for (const result of tried.filter(({ endpoint }) => endpoint === 'gone')) await this.disable(tx, result);
    for (const result of tried.filter(({ endpoint }) => endpoint === 'address_dead')) {
      await this.suppress(tx, result.alert.address, 'hard_bounce', result.excerpt ?? '');
    }
  }

  /**
   * Writes to this address no more, at whatever endpoint it stands, and tells the organisations concerned: a suppressed member is a lost alert.
   */
  async suppress(tx: Transaction, address: string, reason: 'hard_bounce' | 'soft_bounces' | 'complaint', detail: string): Promise<void> {
    const isNew = await tx.execute(
      'INSERT INTO deliveries.suppression (address, reason, detail) VALUES (lower($1), $2, $3) ON CONFLICT (address) DO NOTHING',
      [address, reason, detail.slice(0, 300)],
    );
    const endpoints = await tx.query<{ id: string }>(
      `UPDATE subscriptions.endpoint SET status = 'suppressed', status_reason = $2
       WHERE channel = 'email' AND lower(address) = lower($1) AND deleted_at IS NULL AND status IN ('active', 'paused') RETURNING id`,
      [address, reason],
    );
    if (isNew === 0 && endpoints.length === 0) return;
    for (const { id } of endpoints) {
      await this.outbox.append(tx, { type: 'account.mail_requested', mail: 'suppression_notice', endpointId: id });
    }
  }

  private async noteSuccess(tx: Transaction, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await tx.prepared(
      'endpoints-succeeded',
      'UPDATE subscriptions.endpoint SET failing_since = NULL, notice_step = 0 WHERE id = ANY ($1) AND failing_since IS NOT NULL',
      [ids],
    );
  }

  private async noteFailure(tx: Transaction, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await tx.prepared(
      'endpoints-failed',
      'UPDATE subscriptions.endpoint SET failing_since = now() WHERE id = ANY ($1) AND failing_since IS NULL',
      [ids],
    );
  }

  /** 410: the receiver says that it will never take anything again. */
  private async disable(tx: Transaction, { alert }: SendResult): Promise<void> {
    const disabled = await tx.execute(
      `UPDATE subscriptions.endpoint SET status = 'disabled', status_reason = 'gone', notice_step = 3 WHERE id = $1 AND status IN ('active', 'paused')`,
      [alert.endpointId],
    );
    if (disabled === 0) return;
    await this.outbox.append(tx, { type: 'account.mail_requested', mail: 'webhook_disabled_notice', endpointId: alert.endpointId });
  }
}

function idsOf(results: readonly SendResult[]): string[] {
  return results.map(({ alert }) => alert.endpointId);
}
