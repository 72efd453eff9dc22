import { Field, ID, InterfaceType } from '@nestjs/graphql';
import type { NodeType } from '../global-id.js';

/** Things with an id of their own. `__typename` tells graphql-js which of them a value is. */
@InterfaceType({
  description: 'A thing that can be found again by its id.',
  resolveType: (value: { __typename: NodeType }) => value.__typename,
})
export abstract class Node {
  __typename: NodeType;

  @Field(() => ID, { description: 'Opaque, and the same for ever.' })
  id: string;
}
