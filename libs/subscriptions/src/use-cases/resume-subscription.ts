import type { Actor } from '#libs/access';
import { Injectable } from '@nestjs/common';
import type { Subscription } from '../subscription.js';
import { ChangeStatus } from './change-status.js';

/** It counts from the next advisory on. */
@Injectable()
export class ResumeSubscription {
  constructor(private readonly change: ChangeStatus) {}

  /** Throws NOT_FOUND, or what keeps the actor from changing what is shared. */
  async execute(actor: Actor, input: { readonly id: string }): Promise<Subscription> {
    return this.change.to(actor, 'active', 'resume', input.id);
  }
}
