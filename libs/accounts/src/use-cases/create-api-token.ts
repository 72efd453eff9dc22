import { SCOPES } from '#libs/access';
import type { Actor, Scope } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { conflict, newId } from '#libs/core';
import { Database } from '#libs/database';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { notAllowed } from '../account.errors.js';
import { authorizeLive } from '../live-actor.js';
import { nameField, readInput } from '../read-input.js';
import { newApiToken } from '../tokens/api-token.js';
import type { NewToken } from '../tokens/api-token.js';

const MAX_DAYS = 365;
const MAX_TOKENS = 50;

export const tokenFields = {
  name: nameField,
  scopes: z.array(z.enum(SCOPES, `one of ${SCOPES.join(', ')}`)).min(1, 'at least one scope'),
  expiresInDays: z.int('a number of days').min(1, 'at least 1 day').max(MAX_DAYS, `at most ${MAX_DAYS} days`).default(90),
};
const INPUT = z.strictObject(tokenFields);

/** A new token, given to the caller this once. */
export interface CreatedToken {
  readonly tokenId: string;
  readonly token: string;
  readonly hint: string;
  readonly scopes: readonly Scope[];
  /** ISO 8601. */
  readonly expiresAt: string;
}

/**
 * Makes an API token of one's own. It is never wider than what makes it: no more assurance, and where a token makes it, no more scopes and no later
 * end. Throws TOO_MANY_TOKENS.
 */
@Injectable()
export class CreateApiToken {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<CreatedToken> {
    const { name, scopes, expiresInDays } = readInput(INPUT, input);
    const made = newApiToken();
    return this.database.as(actor, async (tx) => {
      const live = authorizeLive(tx, actor, 'token:manage');
      if (scopes.some((scope) => live.scopes?.includes(scope) === false)) throw notAllowed('A token makes no wider token.');
      const held = await tx.execute('SELECT FROM accounts.api_token WHERE person_id = $1 AND revoked_at IS NULL AND expires_at > now()', [
        live.personId,
      ]);
      if (held >= MAX_TOKENS) throw conflict('TOO_MANY_TOKENS', `At most ${MAX_TOKENS} tokens at once: revoke one first.`);
      const inserted = await insertToken(tx, made, {
        name,
        scopes,
        expiresInDays,
        personId: live.personId ?? '',
        assurance: live.assurance,
        madeBy: live.tokenId,
      });
      const created = { ...inserted, scopes: [...new Set(scopes)] };
      await this.audit.append(tx, actor, {
        action: 'token:create',
        subjectType: 'token',
        subjectId: created.tokenId,
        detail: { scopes: created.scopes, assurance: live.assurance, expiresAt: created.expiresAt },
      });
      return created;
    });
  }
}

interface TokenRow {
  readonly personId: string;
  readonly name: string;
  readonly scopes: readonly (Scope | 'feed')[];
  readonly expiresInDays: number;
  readonly assurance: number;
  readonly madeBy?: string | undefined;
}

/** Stores a token's hash, hint and rights. */
export async function insertToken(tx: Transaction, made: NewToken, row: TokenRow): Promise<Omit<CreatedToken, 'scopes'>> {
  const tokenId = newId();
  const rows = await tx.query<{ expires_at: string }>(
    `INSERT INTO accounts.api_token (id, hash, hint, name, person_id, assurance, scopes, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, least(now() + $8 * interval '1 day', (SELECT t.expires_at FROM accounts.api_token t WHERE t.id = $9)))
     RETURNING expires_at`,
    [tokenId, made.hash, made.hint, row.name, row.personId, row.assurance, [...new Set(row.scopes)], row.expiresInDays, row.madeBy ?? null],
  );
  return { tokenId, token: made.token, hint: made.hint, expiresAt: rows[0]?.expires_at ?? '' };
}
