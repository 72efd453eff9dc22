import { SCOPES } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { emailField } from '../email-address.js';
import { requireOperator } from '../operator.js';
import { PeopleRepository } from '../people.repository.js';
import { readInput } from '../read-input.js';
import { newApiToken } from '../tokens/api-token.js';
import { insertToken, tokenFields } from './create-api-token.js';
import type { CreatedToken } from './create-api-token.js';

const INPUT = z.strictObject({
  ...tokenFields,
  email: emailField,
  name: tokenFields.name.default('command line'),
  scopes: tokenFields.scopes.default([...SCOPES]),
});

/**
 * Makes a token for a person from the command line, as if made after a second factor: whoever has the server could enrol one. Throws NOT_FOUND where the
 * address has no active account.
 */
@Injectable()
export class CreateTokenByOperator {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleRepository,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<CreatedToken> {
    requireOperator(actor);
    const { email, name, scopes, expiresInDays } = readInput(INPUT, input);
    return this.database.as(actor, async (tx) => {
      const login = await this.people.findLogin(tx, email);
      if (!login?.isActive) throw notFound();
      const row = { name, scopes, expiresInDays, personId: login.personId, assurance: 2 };
      const created = { ...(await insertToken(tx, newApiToken(), row)), scopes: [...new Set(scopes)] };
      await this.audit.append(tx, actor, {
        action: 'token:create',
        subjectType: 'token',
        subjectId: created.tokenId,
        ...(login.organisationId === undefined ? {} : { organisationId: login.organisationId }),
        detail: { personId: login.personId, scopes: created.scopes, expiresAt: created.expiresAt },
      });
      return created;
    });
  }
}
