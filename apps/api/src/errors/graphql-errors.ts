import { DomainError } from '#libs/core';
import { HeaderMap } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { statusOf } from './http-status.js';

/** What a request knows of itself when an error must be told. */
export interface ErrorContext {
  readonly requestId: string;
}

/** GraphQL's own refusals (syntax, validation, limits) are for the client; their codes are Apollo's. */
const CLIENT_CODES: ReadonlySet<string> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** A DomainError as GraphQL tells it: the stable code, the kind, and for invalid input every wrong place. */
export function domainErrorToGraphql(error: DomainError): GraphQLError {
  return new GraphQLError(error.message, { originalError: error, extensions: extensionsOf(error) });
}

function extensionsOf(error: DomainError): Record<string, unknown> {
  return {
    code: error.code,
    kind: error.kind.toUpperCase(),
    ...(error.issues.length > 0 ? { issues: error.issues } : {}),
    ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
  };
}

/** A refusal that came before anything was executed: the HTTP status says so as well. */
export function contextError(error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  const headers = new HeaderMap();
  if (error.code === 'UNAUTHENTICATED') headers.set('www-authenticate', 'Bearer');
  if (error.retryAfterSeconds !== undefined) headers.set('retry-after', String(error.retryAfterSeconds));
  return new GraphQLError(error.message, { originalError: error, extensions: { http: { status: statusOf(error), headers } } });
}

/** Any error on its way out. What is neither a DomainError nor GraphQL's own refusal is a bug: logged here, outside only a request id. */
export function formatGraphqlError(
  formatted: GraphQLFormattedError,
  thrown: unknown,
  context: ErrorContext,
  log: Logger,
): GraphQLFormattedError {
  const cause = causeOf(thrown);
  const place = { ...(formatted.locations ? { locations: formatted.locations } : {}), ...(formatted.path ? { path: formatted.path } : {}) };
  if (cause instanceof DomainError) return { message: cause.message, ...place, extensions: extensionsOf(cause) };
  const code = formatted.extensions?.['code'];
  if (typeof code === 'string' && CLIENT_CODES.has(code))
    return { message: messageAboutDocument(formatted.message), ...place, extensions: { code, kind: 'INVALID' } };
  // Thrown by graphql-js: before execution about the document, in it about an argument. Anything else it has to say is about our answers.
  if (cause instanceof GraphQLError && (formatted.path === undefined || cause.message.startsWith('Argument '))) {
    return { message: messageAboutDocument(cause.message), ...place, extensions: { code: 'BAD_USER_INPUT', kind: 'INVALID' } };
  }
  log.error({ err: cause, requestId: context.requestId }, 'an unexpected error');
  return {
    message: 'Something went wrong on our side.',
    ...place,
    extensions: { code: 'INTERNAL', kind: 'INTERNAL', requestId: context.requestId },
  };
}

function causeOf(thrown: unknown): unknown {
  let cause = unwrapResolverError(thrown);
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/** A name in a document may be as long as the document. */
const MAX_MESSAGE_CHARACTERS = 300;

/**
 * What graphql-js says of a document: cut, and without the names of the schema that it suggests for unknown ones, an oracle for whoever has no
 * schema and noise for whoever has it.
 */
export function messageAboutDocument(message: string): string {
  return message
    .replace(/^Syntax Error: (?=.* limit of \d+ exceeded)/, '')
    .replace(/ ?Did you mean .*$/s, '')
    .slice(0, MAX_MESSAGE_CHARACTERS)
    .toWellFormed();
}
