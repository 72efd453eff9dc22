import { authorize } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import type { Endpoint } from '../endpoint/endpoint.js';
import { EndpointRepository } from '../endpoint/endpoint.repository.js';
import { liveActor } from '../owner.js';
import { wrongState } from '../subscription.errors.js';

/**
 * Lets the content of TLP:AMBER and AMBER+STRICT go to a webhook, where otherwise only id and link do. The organisation's administrator answers
 * for where it goes, so: an endpoint that the organisation shares, confirmed, https.
 */
@Injectable()
export class AllowAmber {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Throws NOT_FOUND, NOT_ALLOWED, or WRONG_STATE where the endpoint is not of that kind. */
  async execute(actor: Actor, input: { readonly endpointId: string; readonly isAllowed: boolean }): Promise<Endpoint> {
    return this.database.as(actor, async (tx) => {
      const endpoint = await this.endpoints.getForUpdate(tx, input.endpointId);
      authorize(liveActor(tx, actor), 'endpoint:allow_amber', { organisationId: endpoint.organisationId ?? null });
      if (input.isAllowed && !isFit(endpoint))
        throw wrongState('AMBER goes only to a confirmed https webhook that the organisation shares.');
      if (endpoint.allowAmber === input.isAllowed) return endpoint;
      await this.audit.append(tx, actor, {
        action: 'endpoint:allow_amber',
        subjectType: 'endpoint',
        subjectId: endpoint.id,
        detail: { isAllowed: input.isAllowed },
      });
      return this.endpoints.update(tx, endpoint.id, { allow_amber: input.isAllowed });
    });
  }
}

function isFit({ channel, organisationId, confirmedAt, address }: Endpoint): boolean {
  return channel === 'webhook' && organisationId !== undefined && confirmedAt !== undefined && address.startsWith('https://');
}
