import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { conflict } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { notAllowed } from '../account.errors.js';
import { authorizeLive } from '../live-actor.js';
import { nameField, readInput } from '../read-input.js';
import { newApiToken } from '../tokens/api-token.js';
import { insertToken } from './create-api-token.js';

const DAYS = 365;
const MAX_ADDRESSES = 20;
const INPUT = z.strictObject({ name: nameField });

/** What opens a personal feed, given to the caller this once. */
export interface CreatedFeedAddress {
  readonly addressId: string;
  readonly token: string;
  readonly hint: string;
  /** ISO 8601; a year later. */
  readonly expiresAt: string;
}

/**
 * Makes a personal feed address for readers that cannot send a header. It opens feeds alone: no GraphQL, nothing that is RED, no draft; and
 * after a password alone no more than every member reads. Throws TOO_MANY_FEED_ADDRESSES.
 */
@Injectable()
export class CreateFeedAddress {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<CreatedFeedAddress> {
    const { name } = readInput(INPUT, input);
    const made = newApiToken('feed');
    return this.database.as(actor, async (tx) => {
      const live = authorizeLive(tx, actor, 'token:manage');
      const { personId = '', assurance, tokenId: madeBy } = live;
      if (live.scopes?.includes('read') === false) throw notAllowed('A token makes no wider address.');
      const held = await tx.execute(
        `SELECT FROM accounts.api_token WHERE person_id = $1 AND 'feed' = ANY (scopes) AND revoked_at IS NULL AND expires_at > now()`,
        [personId],
      );
      if (held >= MAX_ADDRESSES) throw conflict('TOO_MANY_FEED_ADDRESSES', `At most ${MAX_ADDRESSES} at once: revoke one first.`);
      const row = { name, scopes: ['feed'] as const, expiresInDays: DAYS, personId, assurance, madeBy };
      const { tokenId: addressId, token, hint, expiresAt } = await insertToken(tx, made, row);
      const detail = { assurance, expiresAt };
      await this.audit.append(tx, actor, { action: 'feed_address:create', subjectType: 'token', subjectId: addressId, detail });
      return { addressId, token, hint, expiresAt };
    });
  }
}
