import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { Endpoint } from '../endpoint/endpoint.js';
import { EndpointRepository } from '../endpoint/endpoint.repository.js';
import { authorizeKeeper } from '../owner.js';
import { wrongState } from '../subscription.errors.js';

/** Takes a paused endpoint, or one that was disabled because its server failed for days, into use again. */
@Injectable()
export class ResumeEndpoint {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Throws NOT_FOUND, or WRONG_STATE where it is not confirmed or its mailbox refused our mail. */
  async execute(actor: Actor, input: { readonly endpointId: string }): Promise<Endpoint> {
    return this.database.as(actor, async (tx) => {
      const endpoint = await this.endpoints.getForUpdate(tx, input.endpointId);
      authorizeKeeper(tx, actor, 'endpoint', endpoint);
      if (endpoint.status === 'active') return endpoint;
      if (endpoint.status === 'unconfirmed') throw wrongState('Confirm this endpoint first.');
      if (endpoint.status === 'suppressed')
        throw wrongState('This mailbox refused our mail: ask the platform’s administrator, or add another.');
      await this.audit.append(tx, actor, { action: 'endpoint:resume', subjectType: 'endpoint', subjectId: endpoint.id });
      return this.endpoints.update(tx, endpoint.id, { status: 'active', status_reason: null, failing_since: null, notice_step: 0 });
    });
  }
}
