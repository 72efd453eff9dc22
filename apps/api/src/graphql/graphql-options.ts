import { randomUUID } from 'node:crypto';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { Database } from '#libs/database';
import { Inject, Injectable } from '@nestjs/common';
import type { GqlOptionsFactory } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { contextError, formatGraphqlError } from '../errors/graphql-errors.js';
import { LOG } from '../operations/log.js';
import { RequestActor } from '../sign-in/request-actor.js';
import type { ApiContext } from './api-context.js';
import { GraphqlPlugins } from './graphql-plugins.js';
import { LIMITS, PARSE_OPTIONS, VALIDATION_OPTIONS, VALIDATION_RULES } from './limits.js';
import { LoaderFactory } from './loaders.js';
import { RequestReads } from './request-reads.js';

/** How GraphQL is served over HTTP: limits, errors and the actor of each request. The websocket is LiveSockets'. */
@Injectable()
export class GraphqlOptions implements GqlOptionsFactory<ApolloDriverConfig> {
  constructor(
    private readonly actors: RequestActor,
    private readonly loaders: LoaderFactory,
    private readonly database: Database,
    private readonly plugins: GraphqlPlugins,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  createGqlOptions(): Omit<ApolloDriverConfig, 'driver'> {
    return {
      path: '/graphql',
      // After LiveSockets has closed the sockets.
      stopOnApplicationShutdown: true,
      autoSchemaFile: true,
      sortSchema: true,
      graphiql: false,
      // The API is public and documented; so is its schema.
      introspection: true,
      csrfPrevention: true,
      allowBatchedHttpRequests: false,
      includeStacktraceInErrorResponses: false,
      hideSchemaDetailsFromClientErrors: true,
      maxRecursiveSelections: LIMITS.maxRecursiveSelections,
      parseOptions: PARSE_OPTIONS,
      validationOptions: VALIDATION_OPTIONS,
      validationRules: [...VALIDATION_RULES],
      plugins: this.plugins.all,
      persistedQueries: false,
      context: (request: FastifyRequest, reply: FastifyReply) => this.context(request, reply),
      formatError: (formatted, thrown) => formatGraphqlError(formatted, thrown, { requestId: randomUUID() }, this.log),
    };
  }

  private async context(request: FastifyRequest, reply: FastifyReply): Promise<ApiContext> {
    try {
      const reads = new RequestReads(this.database, reply);
      const actor = await this.actors.of(request, reads.hold);
      return { requestId: request.id, actor, loaders: this.loaders.for(actor), reads, request, reply };
    } catch (error) {
      throw contextError(error);
    }
  }
}
