import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { EndpointRepository } from '../endpoint/endpoint.repository.js';
import { SigningSecrets } from '../endpoint/signing-secrets.js';
import { authorizeKeeper } from '../owner.js';
import { wrongState } from '../subscription.errors.js';
import type { EndpointWithSecret } from './create-webhook-endpoint.js';

/** A new signing secret. For 24 hours calls carry a signature of the old one as well (Standard Webhooks 1.0.0, "Webhook headers"). */
@Injectable()
export class RotateEndpointSecret {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointRepository,
    private readonly secrets: SigningSecrets,
    private readonly audit: AuditLog,
  ) {}

  /** Throws NOT_FOUND; WRONG_STATE for a mailbox, which has no secret, or where too many are in use. */
  async execute(actor: Actor, input: { readonly endpointId: string }): Promise<EndpointWithSecret> {
    return this.database.as(actor, async (tx) => {
      const endpoint = await this.endpoints.getForUpdate(tx, input.endpointId);
      authorizeKeeper(tx, actor, 'endpoint', endpoint);
      if (endpoint.channel !== 'webhook') throw wrongState('Only webhooks have a signing secret.');
      const secret = await this.secrets.add(tx, endpoint.id);
      await this.audit.append(tx, actor, { action: 'endpoint:rotate_secret', subjectType: 'endpoint', subjectId: endpoint.id });
      return { endpoint, secret };
    });
  }
}
