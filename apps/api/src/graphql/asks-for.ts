import { visit } from 'graphql';
import type { GraphQLResolveInfo, OperationDefinitionNode } from 'graphql';

/** The names of all fields of an operation, with those of its fragments. Apollo keeps the documents that come again. */
const NAMES = new WeakMap<OperationDefinitionNode, ReadonlySet<string>>();

/** Whether a field of this name is asked for anywhere in the operation. */
export function asksFor({ operation, fragments }: GraphQLResolveInfo, name: string): boolean {
  const names = NAMES.get(operation) ?? new Set([operation, ...Object.values(fragments)].flatMap(namesIn));
  NAMES.set(operation, names);
  return names.has(name);
}

function namesIn(node: Parameters<typeof visit>[0]): string[] {
  const names: string[] = [];
  visit(node, { Field: ({ name }) => void names.push(name.value) });
  return names;
}
