import { SECTORS, systemActor, TIERS } from '#libs/access';
import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { emailField } from '../email-address.js';
import { GuessLimits } from '../guesses/guess-limits.js';
import { accountKey } from '../guesses/known-device.js';
import { EmailLinks } from '../links/email-links.js';
import { OrganisationsRepository } from '../organisations.repository.js';
import { clientFields, languageField, nameField, readInput, remarkField } from '../read-input.js';

export const organisationFields = {
  name: nameField,
  nameZhHant: nameField.optional(),
  nameZhHans: nameField.optional(),
  tier: z.enum(TIERS, `one of ${TIERS.join(', ')}`),
  sectors: z
    .array(z.enum(SECTORS, `one of ${SECTORS.join(', ')}`))
    .min(1, 'at least one sector')
    .max(SECTORS.length, 'each sector once'),
};

const INPUT = z.strictObject({
  organisation: z.strictObject(organisationFields),
  applicant: z.strictObject({ email: emailField, name: nameField, language: languageField.default('en') }),
  /** Why it wants to become a member, for those who decide. */
  reason: remarkField.optional(),
  ...clientFields,
});
const SYSTEM = systemActor('application');

/**
 * An organisation applies. The applicant gets a link by which its domain is proven; once the CERT has approved it, the applicant is invited as its
 * administrator. The answer is always the same. Throws TOO_MANY_TRIES for a client that asks too often.
 */
@Injectable()
export class ApplyForMembership {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationsRepository,
    private readonly links: EmailLinks,
    private readonly limits: GuessLimits,
    private readonly audit: AuditLog,
  ) {}

  async execute(_actor: Actor, input: unknown): Promise<void> {
    const { organisation, applicant, reason, address } = readInput(INPUT, input);
    if (!(await this.limits.mayRequestMail(accountKey(applicant.email), address))) return;
    await this.database.as(SYSTEM, async (tx) => {
      const sectors = [...new Set(organisation.sectors)];
      const organisationId = await this.organisations.add(tx, { ...organisation, sectors, contactEmail: applicant.email });
      await this.links.request(tx, {
        purpose: 'application',
        ...applicant,
        organisationId,
        ...(reason === undefined || reason === '' ? {} : { reason }),
      });
      await this.audit.append(tx, SYSTEM, {
        action: 'organisation:apply',
        subjectType: 'organisation',
        subjectId: organisationId,
        organisationId,
      });
    });
  }
}
