import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Clock } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { EndpointRepository } from '../endpoint/endpoint.repository.js';
import { SigningSecrets } from '../endpoint/signing-secrets.js';
import { authorizeKeeper } from '../owner.js';

/** Ends an endpoint for ever. Its deliveries stay in the log; its secrets and key do not stay good. */
@Injectable()
export class DeleteEndpoint {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointRepository,
    private readonly secrets: SigningSecrets,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Answers with its id. Throws NOT_FOUND, or what keeps the actor from changing what is shared. */
  async execute(actor: Actor, input: { readonly endpointId: string }): Promise<string> {
    return this.database.as(actor, async (tx) => {
      const endpoint = await this.endpoints.getForUpdate(tx, input.endpointId);
      authorizeKeeper(tx, actor, 'endpoint', endpoint);
      await this.secrets.end(tx, endpoint.id);
      await tx.execute('DELETE FROM subscriptions.subscription_endpoint WHERE endpoint_id = $1', [endpoint.id]);
      await this.endpoints.update(tx, endpoint.id, {
        ...(endpoint.status === 'unconfirmed' ? {} : { status: 'disabled' as const }),
        status_reason: 'deleted',
        allow_amber: false,
        openpgp_key: null,
        deleted_at: this.clock.now().toISOString(),
      });
      await this.audit.append(tx, actor, { action: 'endpoint:delete', subjectType: 'endpoint', subjectId: endpoint.id });
      return endpoint.id;
    });
  }
}
