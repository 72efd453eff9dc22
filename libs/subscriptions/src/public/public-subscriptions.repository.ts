import { newId } from '#libs/core';
import type { Language } from '#libs/advisories';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { SUBSCRIPTION_LIMITS } from '../subscription.js';
import { PUBLIC_LIMITS } from './public-subscription.js';
import type { WantedPublicly } from './public-subscription.js';

type Wanted = Pick<WantedPublicly, 'criteria' | 'frequency' | 'timeZone'>;

export interface PublicRequester {
  readonly clientHash: string;
  readonly addressHash: string;
}

/** Subscriptions and addresses of readers without an account: rows that nobody owns. Used in system contexts only. */
@Injectable()
export class PublicSubscriptionsRepository {
  /** Whether the client may ask, and whether the address may be written to. Requests of one client or address are counted one by one. */
  async allowance(
    tx: Transaction,
    { clientHash, addressHash }: PublicRequester,
  ): Promise<{ isClientQuiet: boolean; isAddressQuiet: boolean; wasMailedLately: boolean }> {
    await tx.execute('SELECT pg_advisory_xact_lock(hashtextextended(h, 63)) FROM (SELECT unnest($1::text[]) AS h ORDER BY 1) hashes', [
      [clientHash, addressHash],
    ]);
    const row = await tx.find<{ by_client: number; in_hour: number; in_day: number }>(
      `SELECT (SELECT count(*)::int FROM subscriptions.public_request WHERE client_hash = $1 AND requested_at > now() - interval '1 hour') AS by_client,
         count(*) FILTER (WHERE requested_at > now() - interval '1 hour')::int AS in_hour, count(*)::int AS in_day
       FROM subscriptions.public_request WHERE address_hash = $2 AND is_mailed AND requested_at > now() - interval '1 day'`,
      [clientHash, addressHash],
    );
    const { by_client: byClient = 0, in_hour: inHour = 0, in_day: inDay = 0 } = row ?? {};
    return {
      isClientQuiet: byClient < PUBLIC_LIMITS.perClientAndHour,
      wasMailedLately: inHour > 0,
      isAddressQuiet: inHour < PUBLIC_LIMITS.mailsPerAddressAndHour && inDay < PUBLIC_LIMITS.mailsPerAddressAndDay,
    };
  }

  async countRequest(tx: Transaction, { clientHash, addressHash }: PublicRequester, isMailed: boolean): Promise<void> {
    await tx.execute('INSERT INTO subscriptions.public_request (client_hash, address_hash, is_mailed) VALUES ($1, $2, $3)', [
      clientHash,
      addressHash,
      isMailed,
    ]);
  }

  /** Whether the same was asked for and waits for its confirmation: the mail that is there already serves. */
  async isAskedFor(tx: Transaction, address: string, { criteria, frequency, timeZone }: Wanted): Promise<boolean> {
    const row = await tx.find<{ isThere: boolean }>(
      `SELECT EXISTS (SELECT FROM subscriptions.endpoint e JOIN subscriptions.subscription_endpoint l ON l.endpoint_id = e.id
         JOIN subscriptions.subscription s ON s.id = l.subscription_id
         WHERE lower(e.address) = lower($1) AND e.channel = 'email' AND e.deleted_at IS NULL AND e.person_id IS NULL AND e.organisation_id IS NULL
           AND s.status = 'unconfirmed' AND s.confirmation_expires_at > now()
           AND s.criteria = $2::jsonb AND s.frequency = $3 AND s.time_zone = $4) AS "isThere"`,
      [address, JSON.stringify(criteria), frequency, timeZone],
    );
    return row?.isThere === true;
  }

  /** The endpoint of an address, made if it is new; undefined where nothing more is to be sent there. What waits for confirmation is void. */
  async prepareEndpoint(tx: Transaction, address: string, language: Language): Promise<string | undefined> {
    await tx.execute(
      `INSERT INTO subscriptions.endpoint (id, channel, address, language) VALUES ($1, 'email', $2, $3) ON CONFLICT DO NOTHING`,
      [newId(), address, language],
    );
    const endpoint = await tx.find<{ id: string; active: number }>(
      `SELECT e.id, (SELECT count(*)::int FROM subscriptions.subscription_endpoint l JOIN subscriptions.subscription s ON s.id = l.subscription_id
         WHERE l.endpoint_id = e.id AND s.status IN ('active', 'paused')) AS active
       FROM subscriptions.endpoint e
       WHERE lower(e.address) = lower($1) AND e.channel = 'email' AND e.deleted_at IS NULL AND e.person_id IS NULL AND e.organisation_id IS NULL
         AND e.status <> 'suppressed' FOR UPDATE OF e`,
      [address],
    );
    if (endpoint === undefined || endpoint.active >= SUBSCRIPTION_LIMITS.perPublicAddress) return undefined;
    await tx.execute(
      `UPDATE subscriptions.subscription s SET status = 'cancelled' FROM subscriptions.subscription_endpoint l
       WHERE l.endpoint_id = $1 AND s.id = l.subscription_id AND s.status = 'unconfirmed'`,
      [endpoint.id],
    );
    return endpoint.id;
  }

  /** Confirms by the hash of the mailed token, once or again; false where there is nothing (any more) to confirm. */
  async confirm(tx: Transaction, hash: Buffer): Promise<boolean> {
    const subscription = await tx.find<{ id: string }>(
      `UPDATE subscriptions.subscription SET status = 'active', updated_at = now()
       WHERE confirmation_hash = $1 AND confirmation_expires_at > now() AND status IN ('unconfirmed', 'active')
         AND person_id IS NULL AND organisation_id IS NULL RETURNING id`,
      [hash],
    );
    if (subscription === undefined) return false;
    await tx.execute(
      `UPDATE subscriptions.endpoint e SET status = 'active', confirmed_at = coalesce(e.confirmed_at, now())
       FROM subscriptions.subscription_endpoint l
       WHERE l.subscription_id = $1 AND e.id = l.endpoint_id AND e.deleted_at IS NULL AND e.status = 'unconfirmed'`,
      [subscription.id],
    );
    return true;
  }

  /** Ends a public subscription, and its address where nothing else goes there. */
  async cancel(tx: Transaction, subscriptionId: string, endpointId: string): Promise<void> {
    await tx.execute(`UPDATE subscriptions.subscription SET status = 'cancelled', updated_at = now() WHERE id = $1`, [subscriptionId]);
    await tx.execute(
      `UPDATE subscriptions.endpoint e SET deleted_at = now(), status_reason = 'unsubscribed'
       WHERE e.id = $1 AND e.deleted_at IS NULL AND NOT EXISTS (SELECT FROM subscriptions.subscription_endpoint l
         JOIN subscriptions.subscription s ON s.id = l.subscription_id WHERE l.endpoint_id = e.id AND s.status <> 'cancelled')`,
      [endpointId],
    );
  }
}
