import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { Confirmations } from '../endpoint/confirmations.js';
import type { Endpoint } from '../endpoint/endpoint.js';
import { EndpointRepository } from '../endpoint/endpoint.repository.js';
import { authorizeKeeper } from '../owner.js';
import { wrongState } from '../subscription.errors.js';

/** Sends the mail or the challenge once more, with a new token. */
@Injectable()
export class AskConfirmationAgain {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointRepository,
    private readonly confirmations: Confirmations,
  ) {}

  /** Throws NOT_FOUND, WRONG_STATE where it is confirmed already, RATE_LIMITED where it was just asked. */
  async execute(actor: Actor, input: { readonly endpointId: string }): Promise<Endpoint> {
    return this.database.as(actor, async (tx) => {
      const endpoint = await this.endpoints.getForUpdate(tx, input.endpointId);
      authorizeKeeper(tx, actor, 'endpoint', endpoint);
      if (endpoint.status !== 'unconfirmed') throw wrongState('This endpoint is confirmed already.');
      await this.confirmations.ask(tx, endpoint);
      return endpoint;
    });
  }
}
