import { z } from 'zod';
import type { GroupMember } from './groups.repository.js';
import { knownForm, readInput } from './read-input.js';

const INPUT = z.union(
  [
    z.strictObject({ groupId: z.string('an id'), organisationId: z.string('an id') }),
    z.strictObject({ groupId: z.string('an id'), personId: z.string('an id') }),
  ],
  'a groupId, and an organisationId or a personId',
);

/** A group and one member of it, from an input. */
export function readGroupMember(input: unknown): { readonly groupId: string; readonly member: GroupMember } {
  const read = readInput(INPUT, input);
  const member = 'organisationId' in read ? { organisationId: knownForm(read.organisationId) } : { personId: knownForm(read.personId) };
  return { groupId: knownForm(read.groupId), member };
}
