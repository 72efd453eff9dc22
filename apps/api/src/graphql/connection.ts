import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { invalid } from '#libs/core';
import { LIMITS } from './limits.js';

@ObjectType({ description: 'Where a page ends, and whether more follows (Relay Cursor Connections).' })
export class PageInfo {
  @Field({ description: 'Whether another page follows.' })
  hasNextPage: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the last item of this page; give it as `after` for the next.' })
  endCursor?: string | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: `How many items at most: 1 to ${LIMITS.maxPageSize}.` })
  first: number;

  @Field(() => String, { nullable: true, description: 'The cursor after which the page begins; opaque.' })
  after?: string | null;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** One cursor per item. */
  readonly cursors: readonly string[];
  readonly hasNextPage: boolean;
}

/** The checked size and place of a page. */
export function pageOf(args: PageArgs): { first: number; after?: string } {
  if (args.first < 1 || args.first > LIMITS.maxPageSize) {
    throw invalid([{ path: 'first', expected: `1 to ${LIMITS.maxPageSize}`, received: String(args.first) }]);
  }
  return args.after ? { first: args.first, after: args.after } : { first: args.first };
}

interface EdgeOf<Node> {
  cursor: string;
  node: Node;
}

export interface ConnectionOf<Node> {
  edges: EdgeOf<Node>[];
  nodes: Node[];
  pageInfo: PageInfo;
}

/** The connection and edge types of a node type, as GraphQL object types named `<Name>Connection` and `<Name>Edge`. */
export function connectionType<Node extends object>(node: Type<Node>, name: string): Type<ConnectionOf<Node>> {
  @ObjectType(`${name}Edge`, { description: `One ${name} of a page, with its cursor.` })
  class Edge implements EdgeOf<Node> {
    @Field({ description: 'The opaque place of this item in the list.' })
    cursor: string;

    @Field(() => node, { description: 'The item.' })
    node: Node;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${name}.` })
  class Connection implements ConnectionOf<Node> {
    @Field(() => [Edge], { description: 'The items with their cursors.' })
    edges: Edge[];

    @Field(() => [node], { description: 'The items alone.' })
    nodes: Node[];

    @Field(() => PageInfo, { description: 'Where this page ends.' })
    pageInfo: PageInfo;
  }
  return Connection;
}

/** A page of a list as GraphQL gives it. */
export function toConnection<Item, Node>(page: Page<Item>, toNode: (item: Item) => Node): ConnectionOf<Node> {
  const edges = page.items.map((item, at) => ({ cursor: page.cursors[at] ?? '', node: toNode(item) }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: { hasNextPage: page.hasNextPage, endCursor: page.cursors.at(-1) ?? null },
  };
}
