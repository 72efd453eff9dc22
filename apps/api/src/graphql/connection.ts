import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { invalid, isUuid } from '#libs/core';
import { isAbsent } from './vocabulary/given.js';
import { LIMITS } from './limits.js';

@ObjectType({ description: 'Where a page ends, and whether more follows (Relay Cursor Connections).' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether another page follows.' })
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

/** A place in a list: the instant as text with all its microseconds, and the id. */
export interface Position {
  readonly at: string;
  readonly id: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** One for each item. */
  readonly cursors: readonly string[];
  readonly hasNextPage: boolean;
}

/** The checked size of a page, and its cursor for those who read it themselves. */
export function pageOf({ first, after }: PageArgs): { first: number; after?: string } {
  if (first < 1 || first > LIMITS.maxPageSize)
    throw invalid([{ path: 'first', expected: `1 to ${LIMITS.maxPageSize}`, received: String(first) }]);
  return { first, ...(isAbsent(after) ? {} : { after }) };
}

/** The checked size and place of a page of a list in the order of time. */
export function placedPageOf(args: PageArgs): { first: number; after?: Position } {
  const { first, after } = pageOf(args);
  return { first, ...(after === undefined ? {} : { after: readCursor(after) }) };
}

/** A page of a list in the order of time. */
export function placedPage<Item>(items: readonly Item[], hasNextPage: boolean, placeOf: (item: Item) => Position): Page<Item> {
  return { items, hasNextPage, cursors: items.map((item) => cursorOf(placeOf(item))) };
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;

function cursorOf({ at, id }: Position): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

function readCursor(cursor: string): Position {
  const [at = '', id = '', ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  if (rest.length === 0 && INSTANT.test(at) && !Number.isNaN(Date.parse(at)) && isUuid(id)) return { at, id };
  throw invalid([{ path: 'after', expected: 'a cursor that this list gave', received: 'another text' }]);
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

/** What the connection type of a node type extends; its edges are of a type named `<Name>Edge`. */
export function connectionType<Node extends object>(node: Type<Node>, name: string): Type<ConnectionOf<Node>> {
  @ObjectType(`${name}Edge`, { description: `One ${name} of a page, with its cursor.` })
  class Edge implements EdgeOf<Node> {
    @Field(() => String, { description: 'The opaque place of this item in the list.' })
    cursor: string;

    @Field(() => node, { description: 'The item.' })
    node: Node;
  }

  @ObjectType({ isAbstract: true })
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
    nodes: edges.map(({ node }) => node),
    pageInfo: { hasNextPage: page.hasNextPage, endCursor: edges.at(-1)?.cursor ?? null },
  };
}
