import { systemActor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { OutboxEvent } from './outbox.js';

/** An event as its work sees it. */
export interface StoredEvent {
  readonly id: string;
  readonly event: OutboxEvent;
  readonly createdAt: string;
}

/** An event that waits for its work. */
export interface WaitingEvent {
  readonly id: string;
  readonly type: OutboxEvent['type'];
  /** How often it was handed to the queue before this time. */
  readonly handedOver: number;
}

/** What an operator watches: events whose work is not done, and how long the oldest has waited. */
export interface OutboxLag {
  readonly waiting: number;
  readonly oldestSeconds: number;
}

/**
 * An event is handed over again when its work is not done within this time: after 5 s, then twice as long each time, at most 5 minutes.
 * The queue ignores a job that it still has, so this costs nothing; it heals a queue that forgot.
 */
const HAND_OVER_AGAIN = { firstSeconds: 5, doublings: 6 } as const;

const RELAY = systemActor('relay');

/** The events that wait for their work. Claimed by status with SKIP LOCKED: a cursor over ids would miss those that commit late. */
@Injectable()
export class OutboxEvents {
  constructor(private readonly database: Database) {}

  /** Takes up to `limit` events that are to be handed to the queue now; while sending is paused, no mails. Several relays may take at once; each gets others. */
  async take(limit: number): Promise<WaitingEvent[]> {
    return this.database.as(RELAY, (tx) =>
      tx.query<{ id: string; type: OutboxEvent['type']; handedOver: number }>(
        `UPDATE outbox.event e SET attempts = e.attempts + 1,
           lease_until = now() + interval '1 second' * $2::int * 2 ^ least(e.attempts, $3::int)
         FROM (
           SELECT id FROM outbox.event WHERE done_at IS NULL AND (lease_until IS NULL OR lease_until <= now())
             AND (type <> 'account.mail_requested' OR (SELECT outbox.pause_reason()) IS NULL)
           ORDER BY position LIMIT $1 FOR UPDATE SKIP LOCKED
         ) waiting
         WHERE e.id = waiting.id RETURNING e.id, e.type, e.attempts - 1 AS "handedOver"`,
        [limit, HAND_OVER_AGAIN.firstSeconds, HAND_OVER_AGAIN.doublings],
      ),
    );
  }

  /** The queue did not take them: they are waiting again at once. */
  async giveBack(ids: readonly string[]): Promise<void> {
    await this.database.as(RELAY, (tx) =>
      tx.execute('UPDATE outbox.event SET lease_until = NULL, attempts = attempts - 1 WHERE id = ANY($1) AND done_at IS NULL', [ids]),
    );
  }

  /** The event, or undefined where its work is done already (or it never was). */
  async waiting(id: string): Promise<StoredEvent | undefined> {
    const row = await this.database.as(RELAY, (tx) =>
      tx.find<{ type: string; payload: object; created_at: string }>(
        'SELECT type, payload, created_at FROM outbox.event WHERE id = $1 AND done_at IS NULL',
        [id],
      ),
    );
    // Only Outbox.append writes here, from an OutboxEvent.
    return row && { id, event: { type: row.type, ...row.payload } as OutboxEvent, createdAt: row.created_at };
  }

  /** The event's work is durable. */
  async done(id: string): Promise<void> {
    await this.database.as(RELAY, (tx) =>
      tx.execute('UPDATE outbox.event SET done_at = now(), last_error = NULL WHERE id = $1 AND done_at IS NULL', [id]),
    );
  }

  /** Kept for the operator: a code or the name of an error, never its text, which may quote content. */
  async failed(id: string, code: string): Promise<void> {
    await this.database.as(RELAY, (tx) => tx.execute('UPDATE outbox.event SET last_error = $2 WHERE id = $1', [id, code.slice(0, 100)]));
  }

  async lag(): Promise<OutboxLag> {
    const row = await this.database.as(RELAY, (tx) =>
      tx.find<{ waiting: number; oldest: number }>(
        `SELECT count(*)::int AS waiting, coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float AS oldest
         FROM outbox.event WHERE done_at IS NULL`,
      ),
    );
    return { waiting: row?.waiting ?? 0, oldestSeconds: Math.max(0, row?.oldest ?? 0) };
  }

  /** Forgets events whose work was done more than `days` days ago; answers with how many. */
  async forgetDone(days: number): Promise<number> {
    return this.database.as(RELAY, (tx) =>
      tx.execute("DELETE FROM outbox.event WHERE done_at < now() - interval '1 day' * $1::int", [days]),
    );
  }
}
