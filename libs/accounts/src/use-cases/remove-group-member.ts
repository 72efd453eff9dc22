import type { Actor } from '#libs/access';
import { AuditLog } from '#libs/audit';
import { notFound } from '#libs/core';
import { Database } from '#libs/database';
import { Injectable } from '@nestjs/common';
import { notAllowed, secondFactorRequired } from '../account.errors.js';
import { readGroupMember } from '../group-member-input.js';
import { GroupsRepository } from '../groups.repository.js';
import type { GroupMember, GroupRow } from '../groups.repository.js';
import { liveActor } from '../live-actor.js';
import { isPlatformAdministrator } from '../roles.js';

/**
 * Takes a member out of a closed group: its key is gone at once. For those who may add, and for whoever leaves: a person, or the administrator of an
 * organisation. Throws NOT_FOUND for a group that one does not see and for who is no member.
 */
@Injectable()
export class RemoveGroupMember {
  constructor(
    private readonly database: Database,
    private readonly groups: GroupsRepository,
    private readonly audit: AuditLog,
  ) {}

  async execute(actor: Actor, input: unknown): Promise<void> {
    const { groupId, member } = readGroupMember(input);
    await this.database.as(actor, async (tx) => {
      const live = liveActor(tx, actor);
      const group = await this.groups.find(tx, groupId);
      if (!group) throw notFound();
      if (live.assurance < 2) throw secondFactorRequired();
      if (live.scopes?.includes('admin') === false || !mayRemove(live, group, member))
        throw notAllowed('This is not yours to take out of the group.');
      if (!(await this.groups.removeMember(tx, groupId, member))) throw notFound();
      await this.audit.append(tx, actor, {
        action: 'group:remove_member',
        subjectType: 'group',
        subjectId: groupId,
        detail: { ...member },
      });
    });
  }
}

function mayRemove(actor: Actor, group: GroupRow, member: GroupMember): boolean {
  if (isPlatformAdministrator(actor)) return true;
  if ('personId' in member && member.personId === actor.personId) return true;
  const isAdmin = actor.roles.includes('organisation_admin');
  const isLeaving = 'organisationId' in member && member.organisationId === actor.organisationId;
  return isAdmin && (isLeaving || group.owner_organisation_id === actor.organisationId);
}
