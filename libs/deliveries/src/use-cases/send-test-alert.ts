import { authorize } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { newId, notFound } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { endpointNotActive, tooManyTests } from '../delivery.errors.js';
import { readId } from '../input.js';
import { writeMessage } from './write-message.js';

interface EndpointRow extends Record<string, unknown> {
  readonly status: string;
  readonly organisation_id: string | null;
}

const MAX_TESTS_AN_HOUR = 10;

/** Sends a harmless message to one of the actor's own endpoints, on the way that alerts take. Answers with the id of its delivery. */
@Injectable()
export class SendTestAlert {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: { readonly endpointId: string }): Promise<{ readonly deliveryId: string }> {
    const endpointId = readId(input.endpointId);
    return this.database.as(actor, async (tx) => {
      const endpoint = await tx.find<EndpointRow>(
        'SELECT status, organisation_id FROM subscriptions.endpoint WHERE id = $1 AND deleted_at IS NULL AND (person_id = access.person_id() OR organisation_id = access.organisation_id())',
        [endpointId],
      );
      if (endpoint === undefined) throw notFound();
      authorize(actor, endpoint.organisation_id === null ? 'endpoint:manage' : 'endpoint:manage_shared');
      if (endpoint.status !== 'active') throw endpointNotActive();
      await refuseTooMany(tx, endpointId);
      const deliveryId = await writeMessage(tx, { endpointId, event: 'endpoint.test', occasion: newId() });
      await this.audit.append(tx, actor, { action: 'endpoint:test', subjectType: 'endpoint', subjectId: endpointId });
      return { deliveryId };
    });
  }
}

async function refuseTooMany(tx: Transaction, endpointId: string): Promise<void> {
  const row = await tx.find<{ count: number }>(
    `SELECT count(*)::int AS count FROM deliveries.delivery
     WHERE endpoint_id = $1 AND event = 'endpoint.test' AND created_at > now() - interval '1 hour'`,
    [endpointId],
  );
  if ((row?.count ?? 0) >= MAX_TESTS_AN_HOUR) throw tooManyTests();
}
