import { systemActor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { MailedSubscriptionsReader } from '../public/mailed-subscriptions.js';
import type { Subscription } from '../subscription.js';

const UNSUBSCRIBING = systemActor('unsubscribe');

/** What one click in a mail would end, so that its page can say it first. */
@Injectable()
export class ReadMailedSubscriptions {
  constructor(
    private readonly database: Database,
    private readonly mailed: MailedSubscriptionsReader,
  ) {}

  /** Needs nobody signed in. None where all have ended. Throws NOT_FOUND for a token that is not ours, and tells no more. */
  async execute(input: { readonly token: string }): Promise<readonly Subscription[]> {
    const { subscriptions } = await this.database.as(UNSUBSCRIBING, (tx) => this.mailed.read(tx, input.token, false));
    return subscriptions;
  }
}
