import type { Actor } from '#libs/access';
import { CONFIG } from '#libs/config';
import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import { Inject, Injectable } from '@nestjs/common';
import { NEW_WEBHOOK_ENDPOINT } from '../endpoint/endpoint.js';
import type { Endpoint, NewWebhookEndpoint } from '../endpoint/endpoint.js';
import { NewEndpoints } from '../endpoint/new-endpoints.js';
import { SigningSecrets } from '../endpoint/signing-secrets.js';
import { checkNewWebhookUrl } from '../endpoint/webhook-url.js';
import { readInput } from '../read-input.js';

/** An endpoint with a secret that is told this once and never again. */
export interface EndpointWithSecret {
  readonly endpoint: Endpoint;
  /** `whsec_…` (Standard Webhooks 1.0.0, "Signature scheme"). */
  readonly secret: string;
}

/**
 * Adds a webhook. It is asked at once, by a signed `endpoint.challenge`, to answer 2xx with `{"challenge": "<data.challenge>"}`; a receiver that
 * cannot is confirmed by its owner with the token it received. No alert goes there before.
 */
@Injectable()
export class CreateWebhookEndpoint {
  constructor(
    private readonly database: Database,
    private readonly endpoints: NewEndpoints,
    private readonly secrets: SigningSecrets,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Throws INVALID_INPUT, TOO_MANY, RATE_LIMITED, or what keeps the actor from sharing. */
  async execute(actor: Actor, input: NewWebhookEndpoint): Promise<EndpointWithSecret> {
    const { url, ...wanted } = readInput(NEW_WEBHOOK_ENDPOINT, input);
    const { allowLoopbackWebhooks: allowLoopback } = this.config;
    const address = checkNewWebhookUrl(url, { allowLoopback }).href;
    return this.database.as(actor, async (tx) => {
      const endpoint = await this.endpoints.add(tx, actor, { ...wanted, channel: 'webhook', address });
      return { endpoint, secret: await this.secrets.add(tx, endpoint.id) };
    });
  }
}
