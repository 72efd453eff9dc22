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
  const names = pageSizeVariables(document);
  if (names.length === 0) return undefined;
  const sizes = names.map((name) => variables?.[name]);
  // What is neither a number nor left out is refused later, and not remembered.
  const given = sizes.every((size) => size === undefined || typeof size === 'number') ? sizes.map(String).join() : undefined;
  const known = CHEAP.get(document) ?? new Set();
  if (given !== undefined && known.has(given)) return undefined;
  const refusal = refusalOf(schema, document, variables);
  if (refusal === undefined && given !== undefined && known.size < MAX_KNOWN) CHEAP.set(document, known.add(given));
  return refusal;
}

/** The page sizes with which a document was found to cost little enough. Apollo keeps the documents that come again. */
const CHEAP = new WeakMap<DocumentNode, Set<string>>();
const MAX_KNOWN = 100;

function refusalOf(schema: GraphQLSchema, document: DocumentNode, variables: Variables): GraphQLError | undefined {
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

const NAMES = new WeakMap<DocumentNode, readonly string[]>();

/** The variables that stand for page sizes. */
function pageSizeVariables(document: DocumentNode): readonly string[] {
  const known = NAMES.get(document);
  if (known !== undefined) return known;
  const names = new Set<string>();
  visit(document, {
    Argument(node) {
      if (node.value.kind === Kind.VARIABLE && isVariablePageSize(node)) names.add(node.value.name.value);
    },
  });
  NAMES.set(document, [...names]);
  return [...names];
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
