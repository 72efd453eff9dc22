import { SecretBox } from '#libs/config';
import { isUuid, notFound } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { SUBSCRIPTION_COLUMNS, subscriptionFrom } from '../subscription.repository.js';
import type { SubscriptionRow } from '../subscription.repository.js';
import type { Subscription } from '../subscription.js';
import { readUnsubscribeToken, UNSUBSCRIBE_PURPOSE } from './unsubscribe-token.js';

export interface MailedSubscriptions {
  readonly endpointId: string;
  /** Those of the token that still go to that endpoint, in the order of their numbers. */
  readonly subscriptions: readonly Subscription[];
}

/** What the token of a mail names, in system contexts only: the token is the right to see it and to end it. */
@Injectable()
export class MailedSubscriptionsReader {
  constructor(private readonly box: SecretBox) {}

  /** Locked for the rest of the transaction where they are to be ended. Throws NOT_FOUND for a token that is not ours, and tells no more. */
  async read(tx: Transaction, token: string, isLocked: boolean): Promise<MailedSubscriptions> {
    const target = readUnsubscribeToken(token, [this.box.sign(UNSUBSCRIBE_PURPOSE, 'v1')]);
    if (target === undefined || !isUuid(target.endpointId)) throw notFound();
    const { endpointId, subscriptions: numbers, subscriptionId } = target;
    if (subscriptionId !== undefined && !isUuid(subscriptionId)) throw notFound();
    const rows = await tx.query<SubscriptionRow>(
      `SELECT ${SUBSCRIPTION_COLUMNS} FROM subscriptions.subscription s
       WHERE (s.number = ANY ($1::bigint[]) OR s.id = $2::uuid) AND s.status <> 'cancelled'
         AND EXISTS (SELECT FROM subscriptions.subscription_endpoint l WHERE l.subscription_id = s.id AND l.endpoint_id = $3)
       ORDER BY s.number ${isLocked ? 'FOR UPDATE OF s' : ''}`,
      [numbers, subscriptionId ?? null, endpointId],
    );
    return { endpointId, subscriptions: rows.map(subscriptionFrom) };
  }
}
