import type { Actor } from '#libs/access';
import { Injectable } from '@nestjs/common';
import type { Subscription } from '../subscription.js';
import { ChangeStatus } from './change-status.js';

/** For ever. What was delivered stays in the log. */
@Injectable()
export class CancelSubscription {
  constructor(private readonly change: ChangeStatus) {}

  /** Throws NOT_FOUND, or what keeps the actor from changing what is shared. */
  async execute(actor: Actor, input: { readonly id: string }): Promise<Subscription> {
    return this.change.to(actor, 'cancelled', 'cancel', input.id);
  }
}
