import type { Actor } from '#libs/access';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { parseEmailAddress } from '../endpoint/email-address.js';
import { NEW_EMAIL_ENDPOINT } from '../endpoint/endpoint.js';
import type { Endpoint, NewEmailEndpoint } from '../endpoint/endpoint.js';
import { NewEndpoints } from '../endpoint/new-endpoints.js';
import { readInput } from '../read-input.js';

/** Adds a mailbox. Nothing goes there but the question whether it is wanted, until the link in that mail is followed. */
@Injectable()
export class CreateEmailEndpoint {
  constructor(
    private readonly database: Database,
    private readonly endpoints: NewEndpoints,
  ) {}

  /** Throws INVALID_INPUT, ENDPOINT_EXISTS, TOO_MANY, RATE_LIMITED, or what keeps the actor from sharing. */
  async execute(actor: Actor, input: NewEmailEndpoint): Promise<Endpoint> {
    const wanted = readInput(NEW_EMAIL_ENDPOINT, input);
    const { address } = parseEmailAddress(wanted.address, 'address');
    return this.database.as(actor, async (tx) => this.endpoints.add(tx, actor, { ...wanted, channel: 'email', address }));
  }
}
