import { DomainError } from '#libs/core';
import { getOperationAST, GraphQLError, OperationTypeNode, parse, validate } from 'graphql';
import type { DocumentNode, ExecutionArgs, GraphQLSchema } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { domainErrorToGraphql, messageAboutDocument } from '../../errors/graphql-errors.js';
import type { ApiContext } from '../api-context.js';
import { costRefusal } from '../cost-of-variables.js';
import { ALL_RULES, exceedsRecursiveSelections, PARSE_OPTIONS, VALIDATION_OPTIONS } from '../limits.js';

/** Documents that were found valid; thousands of subscribers share a few. They hold no variables. */
const MAX_KNOWN = 100;
const known = new WeakMap<GraphQLSchema, Map<string, DocumentNode>>();

/** The checked operation of a socket's message, or why it is refused. Subscriptions only. */
export function liveOperation(
  schema: GraphQLSchema,
  payload: SubscribePayload,
  contextValue: ApiContext,
): ExecutionArgs | readonly GraphQLError[] {
  const document = validDocument(schema, payload.query);
  if (Array.isArray(document)) return document;
  const refusals = refused(schema, document, payload);
  if (refusals.length > 0) return refusals;
  return { schema, document, operationName: payload.operationName, variableValues: payload.variables, contextValue };
}

function validDocument(schema: GraphQLSchema, query: string): DocumentNode | GraphQLError[] {
  const documents = known.get(schema) ?? new Map<string, DocumentNode>();
  known.set(schema, documents);
  const before = documents.get(query);
  if (before) return before;
  const document = parsed(query);
  if (document instanceof GraphQLError) return [document];
  // Before the rules of the specification, some of which write fragments out.
  if (exceedsRecursiveSelections(document)) return [invalidDocument('The document selects too much.')];
  const errors = validate(schema, document, ALL_RULES, VALIDATION_OPTIONS);
  if (errors.length > 0) return errors.map((error) => invalidDocument(error.message));
  documents.set(query, document);
  const [oldest] = documents.keys();
  if (documents.size > MAX_KNOWN && oldest !== undefined) documents.delete(oldest);
  return document;
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, PARSE_OPTIONS);
  } catch (error) {
    const message = error instanceof GraphQLError ? error.message : 'The document cannot be read.';
    return new GraphQLError(messageAboutDocument(message), { extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
  }
}

function refused(schema: GraphQLSchema, document: DocumentNode, payload: SubscribePayload): readonly GraphQLError[] {
  const costly = costRefusal(schema, document, payload.variables);
  if (costly) return [invalidDocument(costly.message)];
  const operation = getOperationAST(document, payload.operationName);
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION)
    return [domainErrorToGraphql(new DomainError('invalid', 'SUBSCRIPTIONS_ONLY', 'Send queries and mutations over HTTP.'))];
  return [];
}

function invalidDocument(message: string): GraphQLError {
  return new GraphQLError(messageAboutDocument(message), { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
}
