import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { alreadyDone, notAllowed } from '../account.errors.js';
import { readGroupMember } from '../group-member-input.js';
import { GroupsRepository } from '../groups.repository.js';
import { authorizeLive } from '../live-actor.js';
import { isPlatformAdministrator } from '../roles.js';

/**
 * Adds an organisation or a person to a closed group; for the owner's administrator and the administrators of the CERT. What is shared with the group
 * from here on, and what was, is theirs to read; so an administrator of the CERT lets neither oneself nor the CERT into a group of others. Throws NOT_FOUND for a group or member that one does not see.
 */
@Injectable()
export class AddGroupMember {
  constructor(
    private readonly database: Database,
    private readonly groups: GroupsRepository,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<void> {
    const { groupId, member } = readGroupMember(input);
    await this.database.as(actor, async (tx) => {
      const live = authorizeLive(tx, actor, 'group:manage');
      const group = await this.groups.find(tx, groupId);
      if (!group || !(await this.groups.isMemberKnown(tx, member))) throw notFound();
      const isOwner = group.owner_organisation_id === live.organisationId && live.roles.includes('organisation_admin');
      if (!isOwner && !isPlatformAdministrator(live)) throw notAllowed('This group is owned by another organisation.');
      const isOwnGain = 'personId' in member ? member.personId === live.personId : member.organisationId === live.organisationId;
      if (isOwnGain && group.owner_organisation_id !== live.organisationId)
        throw notAllowed('Ask the administrator of the organisation that owns this group.');
      if (!(await this.groups.addMember(tx, groupId, member))) throw alreadyDone('This is a member already.');
      await this.audit.append(tx, actor, { action: 'group:add_member', subjectType: 'group', subjectId: groupId, detail: { ...member } });
    });
  }
}
