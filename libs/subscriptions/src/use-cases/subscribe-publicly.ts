import { systemActor } from '#libs/access';
import { SecretBox } from '#libs/config';
import { newId } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { Confirmations } from '../endpoint/confirmations.js';
import { clientKey } from '../public/client-key.js';
import { PUBLIC_LIMITS, PUBLIC_REQUEST } from '../public/public-subscription.js';
import type { PublicRequest, WantedPublicly } from '../public/public-subscription.js';
import { PublicSubscriptionsRepository } from '../public/public-subscriptions.repository.js';
import { readInput } from '../read-input.js';
import { rateLimited } from '../subscription.errors.js';
import { SubscriptionRepository } from '../subscription.repository.js';

const SUBSCRIBING = systemActor('public-subscription');
const HASH_PURPOSE = 'public-request';

/** Asks an address whether it wants TLP:CLEAR alerts by mail. Nobody learns from the answer whether it is known here. */
@Injectable()
export class SubscribePublicly {
  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
    private readonly subscriptions: SubscriptionRepository,
    private readonly repository: PublicSubscriptionsRepository,
    private readonly confirmations: Confirmations,
  ) {}

  /** `client.address` is the caller's, as the door knows it. Throws INVALID_INPUT, or RATE_LIMITED for the client, whatever the address. */
  async execute(input: PublicRequest, client: { readonly address?: string }): Promise<void> {
    const wanted = readInput(PUBLIC_REQUEST, input);
    const { address, key } = wanted.email;
    const requester = {
      clientHash: this.box.sign(HASH_PURPOSE, `client ${clientKey(client.address)}`),
      addressHash: this.box.sign(HASH_PURPOSE, `address ${key}`),
    };
    await this.database.as(SUBSCRIBING, async (tx) => {
      const { isClientQuiet, isAddressQuiet, wasMailedLately } = await this.repository.allowance(tx, requester);
      if (!isClientQuiet) throw rateLimited(3_600, 'client');
      const isThere = wasMailedLately && (await this.repository.isAskedFor(tx, address, wanted));
      const isMailed = isAddressQuiet && !isThere && (await this.ask(tx, address, wanted));
      await this.repository.countRequest(tx, requester, isMailed);
    });
  }

  private async ask(tx: Transaction, address: string, { criteria, frequency, language, timeZone }: WantedPublicly): Promise<boolean> {
    const endpointId = await this.repository.prepareEndpoint(tx, address, language);
    if (endpointId === undefined) return false;
    const hash = await this.confirmations.askPublicly(tx, endpointId);
    const confirmation = { hash, hours: PUBLIC_LIMITS.confirmationHours };
    const draft = { id: newId(), owner: {}, name: '', status: 'unconfirmed' as const, criteria, frequency, timeZone, confirmation };
    const subscription = await this.subscriptions.insert(tx, draft);
    await this.subscriptions.link(tx, subscription.id, [endpointId]);
    return true;
  }
}
