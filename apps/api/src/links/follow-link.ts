import { ANONYMOUS } from '#libs/access';
import { ConfirmEndpoint, ConfirmPublicSubscription, Unsubscribe } from '#libs/subscriptions';
import type { ProofAsked } from '#libs/accounts';
import { Injectable } from '@nestjs/common';
import { AccountLinks } from './account-links.js';
import type { LinkAction } from './link-actions.js';

type Fields = Readonly<Record<string, string>>;

/** One use case for each action; the visitor acts, and the token is the right to do so. */
@Injectable()
export class FollowLink {
  private readonly uses: Readonly<Record<LinkAction, (token: string, fields: Fields) => Promise<unknown>>>;

  constructor(
    confirmEndpoint: ConfirmEndpoint,
    confirmSubscription: ConfirmPublicSubscription,
    unsubscribe: Unsubscribe,
    private readonly accounts: AccountLinks,
  ) {
    this.uses = {
      'confirm-endpoint': (token) => confirmEndpoint.execute(ANONYMOUS, { token }),
      'confirm-subscription': (token) => confirmSubscription.execute({ token }),
      unsubscribe: (token) => unsubscribe.execute(ANONYMOUS, { token }),
      ...accounts.uses,
    };
  }

  /** What the link of a proof would prove; undefined for a token that is not good. */
  async proofAsked(token: string): Promise<ProofAsked | undefined> {
    return this.accounts.proofAsked(token);
  }

  /** Throws NOT_FOUND for a token that is not (or no longer) good, INVALID_INPUT for fields that are not. */
  async execute(action: LinkAction, token: string, fields: Fields): Promise<void> {
    await this.uses[action](token, fields);
  }
}
