import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { Endpoint } from '../endpoint/endpoint.js';
import { EndpointRepository } from '../endpoint/endpoint.repository.js';
import { authorizeKeeper } from '../owner.js';
import { wrongState } from '../subscription.errors.js';

/** Nothing is sent there until it is resumed. The log keeps what was held back, so that it can be replayed. */
@Injectable()
export class PauseEndpoint {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Throws NOT_FOUND, or WRONG_STATE where nothing is sent there anyway. */
  async execute(actor: Actor, input: { readonly endpointId: string }): Promise<Endpoint> {
    return this.database.as(actor, async (tx) => {
      const endpoint = await this.endpoints.getForUpdate(tx, input.endpointId);
      authorizeKeeper(tx, actor, 'endpoint', endpoint);
      if (endpoint.status === 'paused') return endpoint;
      if (endpoint.status !== 'active') throw wrongState('Only an active endpoint can be paused.');
      await this.audit.append(tx, actor, { action: 'endpoint:pause', subjectType: 'endpoint', subjectId: endpoint.id });
      return this.endpoints.update(tx, endpoint.id, { status: 'paused', status_reason: 'by_owner' });
    });
  }
}
