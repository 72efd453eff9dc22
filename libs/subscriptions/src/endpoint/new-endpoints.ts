import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { authorizedOwner } from '../owner.js';
import { Confirmations } from './confirmations.js';
import type { Endpoint } from './endpoint.js';
import { EndpointRepository } from './endpoint.repository.js';
import type { EndpointDraft } from './endpoint.repository.js';

/** What making a mailbox and making a webhook have in common. */
@Injectable()
export class NewEndpoints {
  constructor(
    private readonly endpoints: EndpointRepository,
    private readonly confirmations: Confirmations,
    private readonly audit: AuditLog,
  ) {}

  /** Writes it for the actor, or for their organisation, and asks for its confirmation. */
  async add(tx: Transaction, actor: Actor, draft: Omit<EndpointDraft, 'owner'> & { readonly isShared: boolean }): Promise<Endpoint> {
    const { isShared, ...wanted } = draft;
    const owner = authorizedOwner(tx, actor, 'endpoint', isShared);
    const endpoint = await this.endpoints.insert(tx, { ...wanted, owner });
    await this.confirmations.ask(tx, endpoint);
    await this.audit.append(tx, actor, {
      action: 'endpoint:create',
      subjectType: 'endpoint',
      subjectId: endpoint.id,
      detail: { channel: endpoint.channel, isShared },
    });
    return endpoint;
  }
}
