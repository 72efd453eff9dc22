import { AccountQueries, AddGroupMember, CreateGroup, RemoveGroupMember } from '#libs/accounts';
import type { Actor } from '#libs/access';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import type { ApiContext } from '../api-context.js';
import { given } from '../vocabulary/given.js';
import { Input } from '../vocabulary/input.js';
import { idOf } from '../global-id.js';
import { AddGroupMemberInput, CreateGroupInput, RemoveGroupMemberInput } from './membership.inputs.js';
import { GroupPayload } from './membership.payloads.js';
import { toGroup } from './to-account.js';

@Resolver()
export class GroupsResolver {
  constructor(
    private readonly queries: AccountQueries,
    private readonly create: CreateGroup,
    private readonly add: AddGroupMember,
    private readonly remove: RemoveGroupMember,
  ) {}

  @Mutation(() => GroupPayload, { description: "Makes a closed group; one's own organisation is its first member." })
  async createGroup(@Input() input: CreateGroupInput, @Context() { actor }: ApiContext): Promise<GroupPayload> {
    const { groupId } = await this.create.execute(actor, given(input));
    return this.after(actor, groupId);
  }

  @Mutation(() => GroupPayload, {
    description: 'Adds an organisation or a person to a closed group: what is shared with the group is theirs to read, and what was.',
  })
  async addGroupMember(@Input() input: AddGroupMemberInput, @Context() { actor }: ApiContext): Promise<GroupPayload> {
    await this.add.execute(actor, membershipOf(input));
    return this.after(actor, idOf('Group', input.groupId));
  }

  @Mutation(() => GroupPayload, { description: 'Takes a member out of a closed group: its key is gone at once.' })
  async removeGroupMember(@Input() input: RemoveGroupMemberInput, @Context() { actor }: ApiContext): Promise<GroupPayload> {
    await this.remove.execute(actor, membershipOf(input));
    return this.after(actor, idOf('Group', input.groupId));
  }

  private async after(actor: Actor, id: string): Promise<GroupPayload> {
    const group = (await this.queries.groupsByIds(actor, [id])).get(id.toLowerCase());
    return { group: group ? toGroup(group) : null };
  }
}

/** Which of the two a member is, libs/accounts checks. */
function membershipOf({ groupId, organisationId, personId }: AddGroupMemberInput): Record<string, string> {
  return {
    groupId: idOf('Group', groupId),
    ...(organisationId ? { organisationId: idOf('Organisation', organisationId) } : {}),
    ...(personId ? { personId: idOf('Person', personId) } : {}),
  };
}
