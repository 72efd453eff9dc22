import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { DomainError, invalid } from '#libs/core';
import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { subscribe } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { Logger } from 'pino';
import { LOG } from '../../operations/log.js';
import { RequestActor } from '../../sign-in/request-actor.js';
import { LoaderFactory } from '../loaders.js';
import { formattedErrors } from './formatted-errors.js';
import { liveOperation } from './live-operation.js';
import { OpenSockets } from './open-sockets.js';
import type { OpenSocket } from './open-sockets.js';

/** Proxies close what is silent; a comment is no event (HTML standard, section 9.2.6). */
const HEARTBEAT_MS = 12_000;
const COMMENT = ':\n\n';

/**
 * Subscriptions as server-sent events, for clients without a websocket: one request, one operation ("distinct connections mode" of the GraphQL
 * over Server-Sent Events protocol). JSON alone is taken, which no foreign page can send without being asked first.
 */
@Controller('graphql')
export class EventStreamController {
  constructor(
    private readonly schemas: GraphQLSchemaHost,
    private readonly actors: RequestActor,
    private readonly loaders: LoaderFactory,
    private readonly openSockets: OpenSockets,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  @Post('stream')
  async stream(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: unknown): Promise<void> {
    requireJson(request);
    const open: OpenSocket = { actor: await this.actors.of(request), close: () => reply.raw.end() };
    const context = {
      requestId: request.id,
      get actor() {
        return open.actor;
      },
      loaders: this.loaders.uncached(() => open.actor),
    };
    const operation = liveOperation(this.schemas.schema, payloadOf(body), context);
    const result = 'schema' in operation ? await subscribe(operation) : { errors: operation };
    if (!(Symbol.asyncIterator in result)) {
      await reply.code(400).send({ errors: formattedErrors(result.errors ?? [], this.log) });
      return;
    }
    const remove = this.openSockets.add(open);
    try {
      await this.write(reply, result);
    } finally {
      remove();
    }
  }

  private async write(reply: FastifyReply, results: AsyncGenerator<ExecutionResult, void>): Promise<void> {
    reply.hijack();
    const { raw } = reply;
    raw.on('close', () => void results.return()).on('error', () => undefined);
    if (raw.destroyed) await results.return();
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    });
    raw.write(COMMENT);
    const heartbeat = setInterval(() => raw.write(COMMENT), HEARTBEAT_MS);
    try {
      for await (const result of results) await sent(raw, this.formatted(result));
    } catch (error) {
      await sent(raw, { errors: formattedErrors([error], this.log) });
    } finally {
      clearInterval(heartbeat);
      raw.end('event: complete\ndata:\n\n');
    }
  }

  private formatted({ data, errors }: ExecutionResult): object {
    return { data, ...(errors ? { errors: formattedErrors(errors, this.log) } : {}) };
  }
}

/** Waits for a reader who is slower than the events come: those then wait where they are counted, and not in memory without end. */
async function sent(raw: ServerResponse, result: object): Promise<void> {
  const isTaken = raw.write(`event: next\ndata: ${JSON.stringify(result)}\n\n`);
  if (!isTaken && !raw.destroyed) await Promise.race([once(raw, 'drain'), once(raw, 'close')]);
}

function requireJson({ headers }: FastifyRequest): void {
  if (!/^application\/(graphql\+)?json(;|$)/.test(headers['content-type'] ?? '')) {
    throw new DomainError('invalid', 'BAD_REQUEST', 'Send the operation as application/json.');
  }
}

function payloadOf(body: unknown): SubscribePayload {
  const { query, variables, operationName } = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  if (typeof query !== 'string') throw invalid([{ path: 'query', expected: 'a document', received: typeof query }]);
  return {
    query,
    ...(typeof variables === 'object' && variables !== null ? { variables: variables as Record<string, unknown> } : {}),
    ...(typeof operationName === 'string' ? { operationName } : {}),
  };
}
