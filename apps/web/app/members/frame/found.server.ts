import { notFound } from '../../api/api.server';

type Found<Node> = Exclude<Node, null | Record<PropertyKey, never>>;

/** What an id stands for, if it is of the kind that has this field; hidden, absent and of another kind are all not found. */
export function found<Node extends object>(node: Node | null, field: string): Found<Node> {
  if (node === null || !(field in node)) notFound();
  return node as Found<Node>;
}
