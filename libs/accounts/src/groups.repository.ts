import { newId } from '#libs/core';
import type { Transaction } from '#libs/database';
import { Injectable } from '@nestjs/common';

export interface GroupRow {
  readonly id: string;
  readonly name: string;
  readonly owner_organisation_id: string;
}

/** A member of a closed group: an organisation or one person. */
export type GroupMember = { readonly organisationId: string } | { readonly personId: string };

/** All SQL about closed groups. */
@Injectable()
export class GroupsRepository {
  async add(
    tx: Transaction,
    group: { readonly name: string; readonly description: string; readonly ownerOrganisationId: string },
  ): Promise<string> {
    const id = newId();
    await tx.execute('INSERT INTO accounts.closed_group (id, name, description, owner_organisation_id) VALUES ($1, $2, $3, $4)', [
      id,
      group.name,
      group.description,
      group.ownerOrganisationId,
    ]);
    return id;
  }

  async find(tx: Transaction, id: string): Promise<GroupRow | undefined> {
    return tx.find<GroupRow>('SELECT id, name, owner_organisation_id FROM accounts.closed_group WHERE id = $1', [id]);
  }

  /** Whether the actor sees an active organisation or person of this id. */
  async isMemberKnown(tx: Transaction, member: GroupMember): Promise<boolean> {
    return 'organisationId' in member
      ? (await tx.execute(`SELECT FROM accounts.organisation WHERE id = $1 AND status = 'active'`, [member.organisationId])) > 0
      : (await tx.execute(`SELECT FROM accounts.person WHERE id = $1 AND status = 'active'`, [member.personId])) > 0;
  }

  /** Whether it was not a member yet. */
  async addMember(tx: Transaction, groupId: string, member: GroupMember): Promise<boolean> {
    const added = await tx.execute(
      'INSERT INTO accounts.group_member (group_id, organisation_id, person_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [groupId, ...columnsOf(member)],
    );
    return added === 1;
  }

  /** Whether it was a member. */
  async removeMember(tx: Transaction, groupId: string, member: GroupMember): Promise<boolean> {
    const removed = await tx.execute(
      'DELETE FROM accounts.group_member WHERE group_id = $1 AND organisation_id IS NOT DISTINCT FROM $2 AND person_id IS NOT DISTINCT FROM $3',
      [groupId, ...columnsOf(member)],
    );
    return removed === 1;
  }
}

function columnsOf(member: GroupMember): [string | null, string | null] {
  return 'organisationId' in member ? [member.organisationId, null] : [null, member.personId];
}
