import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { GraphQLError, Kind, validate, visit } from 'graphql';
import type { ArgumentNode, DocumentNode, GraphQLSchema, IntValueNode } from 'graphql';
import { COST_RULE } from './limits.js';

type Variables = Readonly<Record<string, unknown>> | null | undefined;

const PAGE_SIZES: ReadonlySet<string> = new Set(['first', 'last']);

/**
 * Why a document costs too much with these variables; undefined where it does not. The rules of validation know no variables, so there a page
 * size counts only where it is written out; here each variable that stands for one is, with its value or its default.
 */
export function costRefusal(schema: GraphQLSchema, document: DocumentNode, variables: Variables): GraphQLError | undefined {
  if (!hasVariablePageSize(document)) return undefined;
  try {
    return validate(schema, withPageSizes(document, variables), [COST_RULE])[0];
  } catch (error) {
    // The rule throws what it refuses.
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** The same over HTTP, once the operation and its variables are known. */
export const costOfVariables: ApolloServerPlugin = {
  requestDidStart() {
    return Promise.resolve({
      didResolveOperation({ schema, document, request }) {
        const refusal = costRefusal(schema, document, request.variables);
        if (refusal === undefined) return Promise.resolve();
        throw new GraphQLError(refusal.message, {
          extensions: { code: ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED, http: { status: 400 } },
        });
      },
    });
  },
};

function isVariablePageSize({ name, value }: ArgumentNode): boolean {
  return PAGE_SIZES.has(name.value) && value.kind === Kind.VARIABLE;
}

function hasVariablePageSize(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Argument(node) {
      if (isVariablePageSize(node)) found = true;
    },
  });
  return found;
}

function withPageSizes(document: DocumentNode, variables: Variables): DocumentNode {
  const defaults = defaultsOf(document);
  return visit(document, {
    Argument(node) {
      if (node.value.kind !== Kind.VARIABLE || !isVariablePageSize(node)) return undefined;
      const name = node.value.name.value;
      const given = variables?.[name];
      const value = typeof given === 'number' ? intOf(given) : given === undefined ? defaults.get(name) : undefined;
      // Without a value it is as if nothing stood there; what is no number is refused before it is looked at.
      return value === undefined ? null : { ...node, value };
    },
  });
}

function intOf(value: number): IntValueNode | undefined {
  return Number.isSafeInteger(value) && value > 0 ? { kind: Kind.INT, value: String(value) } : undefined;
}

/** The largest default of each variable: operations of one document may declare the same name differently. */
function defaultsOf(document: DocumentNode): ReadonlyMap<string, IntValueNode> {
  const defaults = new Map<string, IntValueNode>();
  visit(document, {
    VariableDefinition({ variable, defaultValue }) {
      const name = variable.name.value;
      if (defaultValue?.kind !== Kind.INT) return;
      if (Number(defaultValue.value) > Number(defaults.get(name)?.value ?? 0)) defaults.set(name, defaultValue);
    },
  });
  return defaults;
}
