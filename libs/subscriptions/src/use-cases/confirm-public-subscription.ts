import { systemActor } from '#libs/access';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { Confirmations } from '../endpoint/confirmations.js';
import { PublicSubscriptionsRepository } from '../public/public-subscriptions.repository.js';

const CONFIRMING = systemActor('public-subscription');

/** The second half of the double opt-in: the link in the mail was followed. Once or twice, the result is the same. */
@Injectable()
export class ConfirmPublicSubscription {
  constructor(
    private readonly database: Database,
    private readonly repository: PublicSubscriptionsRepository,
    private readonly confirmations: Confirmations,
  ) {}

  /** Throws NOT_FOUND where the token is not (or no longer) good, as after it was unsubscribed. */
  async execute(input: { readonly token: string }): Promise<void> {
    const hash = this.confirmations.hashOf(input.token);
    const isConfirmed = await this.database.as(CONFIRMING, async (tx) => this.repository.confirm(tx, hash));
    if (!isConfirmed) throw notFound();
  }
}
