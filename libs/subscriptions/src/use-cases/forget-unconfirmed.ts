import { systemActor } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import { Inject, Injectable } from '@nestjs/common';

const FORGETTING = systemActor('forget-unconfirmed');

/** Addresses that strangers typed and nobody confirmed, and the counts of requests, are kept no longer than they are of use. For the worker, daily. */
@Injectable()
export class ForgetUnconfirmed {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Answers with how many addresses were forgotten. */
  async execute(): Promise<number> {
    return this.database.as(FORGETTING, async (tx) => {
      await tx.execute(`DELETE FROM subscriptions.public_request WHERE requested_at < now() - interval '1 day' * $1::int`, [
        this.config.keepPublicRequestsDays,
      ]);
      const never = `SELECT e.id FROM subscriptions.endpoint e WHERE e.person_id IS NULL AND e.organisation_id IS NULL AND e.confirmed_at IS NULL
        AND e.created_at < now() - interval '2 days' AND NOT EXISTS (SELECT FROM subscriptions.subscription_endpoint l
          JOIN subscriptions.subscription s ON s.id = l.subscription_id WHERE l.endpoint_id = e.id AND s.confirmation_expires_at > now())`;
      const rows = await tx.query<{ subscription_id: string; endpoint_id: string }>(
        `DELETE FROM subscriptions.subscription_endpoint l WHERE l.endpoint_id IN (${never}) RETURNING l.subscription_id, l.endpoint_id`,
      );
      await tx.execute('DELETE FROM subscriptions.subscription WHERE id = ANY ($1)', [rows.map((row) => row.subscription_id)]);
      return tx.execute('DELETE FROM subscriptions.endpoint WHERE id = ANY ($1)', [[...new Set(rows.map((row) => row.endpoint_id))]]);
    });
  }
}
