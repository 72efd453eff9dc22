import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { conflict } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { emailField } from '../email-address.js';
import { requireOperator } from '../operator.js';
import { OrganisationsRepository } from '../organisations.repository.js';
import { readInput } from '../read-input.js';
import { organisationFields } from './apply-for-membership.js';

const INPUT = z.strictObject({ ...organisationFields, contactEmail: emailField.optional(), isOperator: z.boolean().default(false) });

/** Makes an active organisation from the command line; the first one is usually the operating CERT (`isOperator`, at most one). */
@Injectable()
export class CreateOrganisationByOperator {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationsRepository,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<{ readonly organisationId: string }> {
    requireOperator(actor);
    const organisation = readInput(INPUT, input);
    return this.database.as(actor, async (tx) => {
      const sectors = [...new Set(organisation.sectors)];
      if (organisation.isOperator && (await tx.execute('SELECT FROM accounts.organisation WHERE is_operator')) > 0)
        throw conflict('OPERATOR_EXISTS', 'There is an operating CERT already.');
      const organisationId = await this.organisations.add(tx, { ...organisation, sectors, isActive: true });
      await this.audit.append(tx, actor, {
        action: 'organisation:create',
        subjectType: 'organisation',
        subjectId: organisationId,
        organisationId,
      });
      return { organisationId };
    });
  }
}
