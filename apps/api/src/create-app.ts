import { randomUUID } from 'node:crypto';
import type { Config } from '#libs/config';
import { fastifyCookie } from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream, Logger } from 'pino';
import { ApiModule } from './api.module.js';
import { tellFrameworkError } from './errors/framework-errors.js';
import { ProblemJsonFilter } from './errors/problem-json.filter.js';
import { MAX_HEADER_BYTES, refuseUnread } from './errors/unread-requests.js';
import { answerPreflights } from './feeds/preflight.js';
import { refuseWritingToFeeds } from './feeds/read-only-doors.js';
import { TaxiiRoutes } from './feeds/taxii/index.js';
import { LIMITS } from './graphql/limits.js';
import { checkPersistedOperations, readPersistedOperations, usePersistedOperations } from './graphql/persisted-operations.js';
import type { PersistedOperations } from './graphql/persisted-operations.js';
import { PublicAnswers } from './graphql/public-answers.js';
import { makeLog } from './operations/log.js';
import { useSecurityHeaders } from './security-headers.js';

const MAX_FORM_BYTES = 64 * 1024;
const MAX_TOKEN_CHARACTERS = 500;

/** The API, ready to listen (or to be asked by `inject` in a test). */
export async function createApp(
  config: Config,
  logTo?: DestinationStream,
  operations: PersistedOperations = readPersistedOperations(),
): Promise<NestFastifyApplication> {
  const log = makeLog(config, logTo);
  const adapter = new FastifyAdapter({
    bodyLimit: LIMITS.maxBodyBytes,
    // The pages ask on a visitor's behalf and name their address; they run beside the API, or behind the same proxy.
    trustProxy: config.trustProxy ? true : 'loopback',
    genReqId: () => randomUUID(),
    // Tokens stand in the addresses of links; the router would refuse the longer ones.
    routerOptions: { maxParamLength: MAX_TOKEN_CHARACTERS },
    forceCloseConnections: true,
    frameworkErrors: tellFrameworkError,
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    clientErrorHandler: refuseUnread,
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(config, log), adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  await app.register(fastifyCookie);
  useSecurityHeaders(app);
  prepareDoors(app, log, operations);
  app.useGlobalFilters(new ProblemJsonFilter(log));
  app.enableShutdownHooks();
  await app.init();
  try {
    checkPersistedOperations(operations, app.get(GraphQLSchemaHost).schema);
  } catch (error) {
    await app.close();
    throw error;
  }
  return app;
}

/** What a request meets before its route, in this order. */
function prepareDoors(app: NestFastifyApplication, log: Logger, operations: PersistedOperations): void {
  logRequests(app, log);
  acceptForms(app);
  refuseGetOnGraphql(app);
  answerPreflights(app.getHttpAdapter().getInstance());
  refuseWritingToFeeds(app.getHttpAdapter().getInstance());
  app.get(TaxiiRoutes).register(app.getHttpAdapter().getInstance());
  usePersistedOperations(app, operations);
  app.get(PublicAnswers).register(app);
}

/** GraphQL is asked by POST alone: a GET can be made by any page, and its query would stand in logs and histories. */
function refuseGetOnGraphql(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      if (request.method === 'GET' && request.url.split('?')[0] === '/graphql') {
        await reply
          .code(405)
          .header('allow', 'POST')
          .header('content-type', 'application/problem+json')
          .send(JSON.stringify({ type: 'about:blank', status: 405, code: 'METHOD_NOT_ALLOWED', title: 'Send GraphQL requests by POST.' }));
      }
      void reply.header('cache-control', 'no-store');
    });
}

/** One-click unsubscribing may come as multipart/form-data (RFC 8058 section 3.1). What stands in it says nothing that the address does not. */
function acceptForms(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit: MAX_FORM_BYTES }, (_request, _body, done) => {
      done(null, {});
    });
}

/** One line a request. The route is written and not the address: tokens stand in addresses. */
function logRequests(app: NestFastifyApplication, log: Logger): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      const { method, id: requestId, routeOptions } = request;
      log.info(
        { requestId, method, route: routeOptions.url ?? 'none', status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
        'request',
      );
      done();
    });
}
