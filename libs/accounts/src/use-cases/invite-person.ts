import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { notAllowed } from '../account.errors.js';
import { emailField } from '../email-address.js';
import { GuessLimits } from '../guesses/guess-limits.js';
import { accountKey } from '../guesses/known-device.js';
import { EmailLinks } from '../links/email-links.js';
import { authorizeLive } from '../live-actor.js';
import { languageField, nameField, readInput } from '../read-input.js';
import { ORGANISATION_ROLES } from '../roles.js';

const INPUT = z.strictObject({
  email: emailField,
  name: nameField,
  language: languageField.default('en'),
  roles: z.array(z.enum(ORGANISATION_ROLES, `one of ${ORGANISATION_ROLES.join(', ')}`)).default(['member']),
});

/**
 * Invites a person into the administrator's own organisation. The answer is the same whether or not the address has an account; who follows
 * the link shows that the address is theirs. Throws TOO_MANY_TRIES after three invitations of one address in an hour.
 */
@Injectable()
export class InvitePerson {
  constructor(
    private readonly database: Database,
    private readonly links: EmailLinks,
    private readonly limits: GuessLimits,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<void> {
    const { email, name, language, roles } = readInput(INPUT, input);
    const { organisationId, personId } = await this.database.as(actor, (tx) => Promise.resolve(authorizeLive(tx, actor, 'person:invite')));
    if (organisationId === undefined || personId === undefined) throw notAllowed('People are invited into an organisation.');
    await this.limits.countInvitation(`${organisationId}:${accountKey(email)}`);
    await this.database.as(actor, async (tx) => {
      authorizeLive(tx, actor, 'person:invite', { organisationId });
      const given = [...new Set([...roles, 'member' as const])];
      await this.links.request(tx, { purpose: 'invitation', email, name, language, organisationId, roles: given, invitedBy: personId });
      await this.audit.append(tx, actor, {
        action: 'person:invite',
        subjectType: 'organisation',
        subjectId: organisationId,
        detail: { roles: given },
      });
    });
  }
}
