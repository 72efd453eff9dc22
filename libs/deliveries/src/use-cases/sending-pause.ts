import { systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';

/** `by_hand`: an operator; `restored`: the database is another than the one that was sent from; `new_timeline`: it was recovered, or promoted. */
export type PauseReason = 'by_hand' | 'restored' | 'new_timeline';

export interface SendingState {
  /** Null while sending goes on. */
  readonly pauseReason: PauseReason | null;
  /** Since when, where somebody has noticed it. */
  readonly pausedAt: string | null;
}

const WATCHER = systemActor('pause-deliveries');
const ASKING = systemActor('pending-counts');

/**
 * Whether alerts and mails go out at all. While sending is paused everything else goes on: what is published is planned and waits. Every claim
 * asks the database, so a pause holds in all processes from the next claim on; what is under way comes to its end.
 */
@Injectable()
export class SendingPause {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  async state(): Promise<SendingState> {
    const row = await this.database.as(ASKING, (tx) =>
      tx.find<SendingState & Record<string, unknown>>(
        'SELECT outbox.pause_reason() AS "pauseReason", s.paused_at AS "pausedAt" FROM outbox.sending s',
      ),
    );
    return row ?? { pauseReason: null, pausedAt: null };
  }

  /**
   * For a worker that starts, or that has lost its connection: remembers the database at the first start, and pauses sending where it is not the
   * one that was sent from. With `watchesTimeline` false a promoted replica goes on sending by itself.
   */
  async notice(watchesTimeline: boolean): Promise<SendingState> {
    await this.database.as(WATCHER, async (tx) => {
      await tx.execute(
        `UPDATE outbox.sending SET watches_timeline = $1, identity = coalesce(identity, outbox.database_identity()),
           timeline = coalesce(timeline, outbox.database_timeline())`,
        [watchesTimeline],
      );
      const noticed = await tx.execute(
        'UPDATE outbox.sending SET paused_at = now(), reason = outbox.pause_reason() WHERE paused_at IS NULL AND outbox.pause_reason() IS NOT NULL',
      );
      if (noticed > 0) await this.audit.append(tx, WATCHER, { action: 'deliveries:paused', subjectType: 'sending', subjectId: 'all' });
    });
    return this.state();
  }

  /** For the operator. Answers whether that was news. */
  async pause(operator: Actor): Promise<boolean> {
    return this.change(operator, 'deliveries:pause', `paused_at = now(), reason = 'by_hand' WHERE paused_at IS NULL`);
  }

  /** Sending goes on from this database: what waits is sent, with the ids that it had. Answers whether that was news. */
  async resume(operator: Actor): Promise<boolean> {
    const here = 'identity = outbox.database_identity(), timeline = outbox.database_timeline()';
    return this.change(operator, 'deliveries:resume', `paused_at = NULL, reason = NULL, ${here} WHERE outbox.pause_reason() IS NOT NULL`);
  }

  private async change(operator: Actor, action: string, assignments: string): Promise<boolean> {
    return this.database.as(operator, async (tx) => {
      const changed = await tx.execute(`UPDATE outbox.sending SET ${assignments}`);
      if (changed === 0) return false;
      // What was overdue because of the pause has another ten minutes before it goes by another channel.
      await tx.execute(`UPDATE deliveries.due SET fallback_due_at = now() + interval '10 minutes' WHERE fallback_due_at < now()`);
      await this.audit.append(tx, operator, { action, subjectType: 'sending', subjectId: 'all' });
      await tx.execute("SELECT pg_notify('harbourlight_deliveries', ''), pg_notify('harbourlight_outbox', '')");
      return true;
    });
  }
}
