import { newId } from '#libs/core';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { formatGraphqlError } from '../../errors/graphql-errors.js';

/** Errors on their way out where Apollo does not stand in between. */
export function formattedErrors(errors: readonly unknown[], log: Logger): GraphQLFormattedError[] {
  return errors.map((error) =>
    formatGraphqlError(error instanceof GraphQLError ? error.toJSON() : { message: '' }, error, { requestId: newId() }, log),
  );
}
