import { systemActor } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { Confirmations } from '../endpoint/confirmations.js';
import type { EndpointChannel } from '../endpoint/endpoint.js';

/** What a holder of a token may know of the endpoint. */
export interface ConfirmedEndpoint {
  readonly id: string;
  readonly channel: EndpointChannel;
}

const CONFIRMING = systemActor('confirm-endpoint');

/**
 * Takes a token back from where it was sent: the link in a mail, or `data.challenge` of a signed call. Whoever holds it has shown that the
 * address is theirs, so nobody needs to be signed in. The same token again changes nothing.
 */
@Injectable()
export class ConfirmEndpoint {
  constructor(
    private readonly database: Database,
    private readonly confirmations: Confirmations,
    private readonly audit: AuditLog,
  ) {}

  /** Throws NOT_FOUND where the token is not (or no longer) good. */
  async execute(actor: Actor, input: { readonly token: string }): Promise<ConfirmedEndpoint> {
    const hash = this.confirmations.hashOf(input.token);
    return this.database.as(CONFIRMING, async (tx) => {
      const found = await tx.find<{ id: string; channel: EndpointChannel; organisation_id: string | null; was_confirmed: boolean }>(
        `UPDATE subscriptions.endpoint e SET status = CASE e.status WHEN 'unconfirmed' THEN 'active' ELSE e.status END, confirmed_at = coalesce(e.confirmed_at, now())
         FROM (SELECT o.id, o.confirmed_at IS NOT NULL AS was_confirmed FROM subscriptions.endpoint o
           WHERE o.confirmation_hash = $1 AND o.confirmation_expires_at > now() AND o.deleted_at IS NULL FOR UPDATE) before
         WHERE e.id = before.id RETURNING e.id, e.channel, e.organisation_id, before.was_confirmed`,
        [hash],
      );
      if (found === undefined) throw notFound();
      const { id, channel, organisation_id: organisationId } = found;
      if (!found.was_confirmed) {
        await this.audit.append(tx, actor, {
          action: 'endpoint:confirm',
          subjectType: 'endpoint',
          subjectId: id,
          ...(organisationId ? { organisationId } : {}),
        });
      }
      return { id, channel };
    });
  }
}
