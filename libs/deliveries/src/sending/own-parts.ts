import { systemActor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { ContentUnreadable } from './alert-views.js';
import type { ClaimedAlert } from './claimed-alert.js';
import { FOR_BATCHES } from './delivery-claims.js';
import type { MetCriteria } from './match-reasons.js';

/** What a mail about an advisory says to one recipient alone. */
export interface OwnPart {
  /** The active subscription that one click ends: the first of those that brought the alert. Nothing where none is active any more. */
  readonly subscriptionId: string | undefined;
  /** Empty for an advisory that was withdrawn. */
  readonly met: readonly MetCriteria[];
}

interface Row extends Record<string, unknown> {
  readonly delivery_id: string;
  readonly may_read: boolean;
  readonly subscription_id: string | null;
  readonly reasons: readonly MetCriteria[] | null;
}

interface Asked {
  readonly id: string;
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
  of({ id }: ClaimedAlert): Promise<OwnPart> {
    return new Promise((resolve, reject) => {
      this.asked.push({ id, resolve, reject });
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
      const rows = await this.database.as(
        SENDER,
        (tx) => tx.prepared<Row>('own-parts', 'SELECT * FROM deliveries.own_parts($1)', [ids]),
        FOR_BATCHES,
      );
      const byId = new Map(rows.map((row) => [row.delivery_id, row]));
      for (const one of asked) give(one, byId.get(one.id));
    } catch (error) {
      for (const { reject } of asked) reject(error instanceof Error ? error : new Error('own parts could not be read'));
    }
  }
}

function give({ id, resolve, reject }: Asked, row: Row | undefined): void {
  if (row?.may_read === true) resolve({ subscriptionId: row.subscription_id ?? undefined, met: row.reasons ?? [] });
  else reject(new ContentUnreadable(`delivery ${id} is not open to its recipient`));
}
