import { systemActor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { ContentUnreadable } from './alert-views.js';
import type { ClaimedAlert } from './claimed-alert.js';
import { FOR_BATCHES } from './delivery-claims.js';
import type { MetCriteria } from './match-reasons.js';

/** What a mail about an advisory says to one recipient alone. */
export interface OwnPart {
  /** The first of the subscriptions that brought the alert and are active. Nothing where none is any more. */
  readonly subscriptionId: string | undefined;
  /** Empty for an advisory that was withdrawn. */
  readonly met: readonly MetCriteria[];
  /** Ids of the deliveries about the same advisory that this endpoint got before, oldest first: of an update or withdrawal alone. */
  readonly earlier: readonly string[];
}

interface Row extends Record<string, unknown> {
  readonly delivery_id: string;
  readonly may_read: boolean;
  readonly subscription_id: string | null;
  readonly reasons: readonly MetCriteria[] | null;
}

interface EarlierRow extends Record<string, unknown> {
  readonly delivery_id: string;
  readonly earlier: readonly string[];
}

/** The newest ten that were sent: what a mail program needs to put mails together. $1 ids of deliveries. */
const EARLIER = `
SELECT d.id AS delivery_id, array_agg(p.id::text ORDER BY p.created_at, p.id) AS earlier FROM deliveries.delivery d CROSS JOIN LATERAL (
  SELECT x.id, x.created_at FROM deliveries.delivery x
  WHERE x.advisory_id = d.advisory_id AND x.endpoint_id = d.endpoint_id AND x.status = 'sent' AND (x.created_at, x.id) < (d.created_at, d.id)
  ORDER BY x.created_at DESC, x.id DESC LIMIT 10
) p WHERE d.id = ANY ($1::uuid[]) GROUP BY d.id`;

interface Asked {
  readonly id: string;
  readonly isFirst: boolean;
  readonly resolve: (part: OwnPart) => void;
  readonly reject: (error: Error) => void;
}

const SENDER = systemActor('send-deliveries');
/** Alerts that are read in one statement. */
const MAX_TOGETHER = 500;

/** Reads the own parts of all mails that are written at the same moment together; the database asks for the keys of each owner. */
@Injectable()
export class OwnParts {
  private asked: Asked[] = [];

  constructor(private readonly database: Database) {}

  /** Throws ContentUnreadable where the recipient's keys do not open the advisory any more. */
  of({ id, event }: ClaimedAlert): Promise<OwnPart> {
    return new Promise((resolve, reject) => {
      this.asked.push({ id, isFirst: event === 'advisory.published', resolve, reject });
      // All alerts of one claim ask before the next turn of the loop.
      if (this.asked.length === 1) setImmediate(() => void this.read());
    });
  }

  private async read(): Promise<void> {
    const asked = this.asked;
    this.asked = [];
    for (let at = 0; at < asked.length; at += MAX_TOGETHER) await this.readSome(asked.slice(at, at + MAX_TOGETHER));
  }

  private async readSome(asked: readonly Asked[]): Promise<void> {
    try {
      const ids = asked.map(({ id }) => id);
      const later = asked.filter(({ isFirst }) => !isFirst).map(({ id }) => id);
      const [rows, earlier] = await this.database.as(
        SENDER,
        async (tx) => [
          await tx.prepared<Row>('own-parts', 'SELECT * FROM deliveries.own_parts($1)', [ids]),
          later.length === 0 ? [] : await tx.prepared<EarlierRow>('earlier-mails', EARLIER, [later]),
        ],
        FOR_BATCHES,
      );
      const byId = new Map(rows.map((row) => [row.delivery_id, row]));
      const earlierOf = new Map(earlier.map((row) => [row.delivery_id, row.earlier]));
      for (const one of asked) give(one, byId.get(one.id), earlierOf.get(one.id) ?? []);
    } catch (error) {
      for (const { reject } of asked) reject(error instanceof Error ? error : new Error('own parts could not be read'));
    }
  }
}

function give({ id, resolve, reject }: Asked, row: Row | undefined, earlier: readonly string[]): void {
  if (row?.may_read === true) resolve({ subscriptionId: row.subscription_id ?? undefined, met: row.reasons ?? [], earlier });
  else reject(new ContentUnreadable(`delivery ${id} is not open to its recipient`));
}
