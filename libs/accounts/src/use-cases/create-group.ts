import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { notAllowed } from '../account.errors.js';
import { GroupsRepository } from '../groups.repository.js';
import { authorizeLive } from '../live-actor.js';
import { nameField, readInput } from '../read-input.js';

const INPUT = z.strictObject({ name: nameField, description: z.string('a text').max(2000, 'at most 2000 characters').default('') });

/** Makes a closed group, owned by the administrator's organisation, which is its first member. */
@Injectable()
export class CreateGroup {
  constructor(
    private readonly database: Database,
    private readonly groups: GroupsRepository,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<{ readonly groupId: string }> {
    const { name, description } = readInput(INPUT, input);
    return this.database.as(actor, async (tx) => {
      const { organisationId } = authorizeLive(tx, actor, 'group:manage');
      if (organisationId === undefined) throw notAllowed('A group is owned by an organisation.');
      const groupId = await this.groups.add(tx, { name, description, ownerOrganisationId: organisationId });
      await this.groups.addMember(tx, groupId, { organisationId });
      await this.audit.append(tx, actor, { action: 'group:create', subjectType: 'group', subjectId: groupId });
      return { groupId };
    });
  }
}
