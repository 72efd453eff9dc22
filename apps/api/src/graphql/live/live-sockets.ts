import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { DomainError } from '#libs/core';
import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { createSourceEventStream } from 'graphql';
import type { ExecutionArgs, ExecutionResult, GraphQLError } from 'graphql';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import type { Disposable, SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { domainErrorToGraphql } from '../../errors/graphql-errors.js';
import { LIMITS } from '../limits.js';
import { LoaderFactory } from '../loaders.js';
import type { Loaders } from '../loaders.js';
import { liveOperation } from './live-operation.js';
import { askedIn, LiveRendering } from './live-rendering.js';
import { PushedEvents } from './pushed-events.js';
import { SocketAdmission } from './socket-admission.js';
import type { Admitted, Socket } from './socket-admission.js';

/** Subscriptions at work on one socket; one more is refused. */
const MAX_OPERATIONS = 10;
/** A client that does not answer the close is cut off. */
const LEAVE_WITHIN_MS = 1_000;

/** Every so often a socket is pinged, and has as long to answer: a client that is busy for half a minute is not gone. */
const KEEP_ALIVE_MS = 30_000;

/**
 * The websocket (graphql-transport-ws) at /graphql, for subscriptions alone. A token travels in `connectionParams.authorization` or, where the
 * client can send one, in the header of that name; a page of ours may come with its session cookie. Apollo does not stand in between, so the limits of HTTP are applied by liveOperation.
 */
@Injectable()
export class LiveSockets implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly server = new WebSocketServer({ noServer: true, maxPayload: LIMITS.maxSocketMessageBytes, perMessageDeflate: false });
  private disposable: Disposable | undefined;

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly schemas: GraphQLSchemaHost,
    private readonly admission: SocketAdmission,
    private readonly loaders: LoaderFactory,
    private readonly rendering: LiveRendering,
  ) {}

  onApplicationBootstrap(): void {
    this.disposable = useServer<Record<string, unknown>, Partial<Admitted>>(
      {
        connectionInitWaitTimeout: 5_000,
        // False closes with 4403, as the protocol says.
        onConnect: (socket) => this.admission.admit(socket),
        onSubscribe: (socket, _id, payload) => this.subscribe(socket, payload),
        onError: (_socket, _id, _payload, errors) => this.rendering.formatted(errors),
        // The events themselves: their answers are made in `pushed`.
        subscribe: async (args) => (await createSourceEventStream(args)) as AsyncIterable<ExecutionResult> | ExecutionResult,
        onOperation: (socket, id, payload, args, events) =>
          Symbol.asyncIterator in events ? this.pushed(socket, id, payload, args, events) : undefined,
        onNext: (_socket, _id, _payload, _args, result) =>
          result.errors ? { ...result, errors: this.rendering.formatted(result.errors) } : undefined,
        isProd: true,
      },
      this.server,
      KEEP_ALIVE_MS,
    );
    const server = this.http.httpAdapter.getHttpServer() as Server;
    server.on('upgrade', (request, stream, head) => {
      this.upgrade(request, stream, head);
    });
  }

  /** Before the HTTP server closes, which waits for every socket that it has let go. */
  async onModuleDestroy(): Promise<void> {
    const stragglers = setTimeout(() => {
      for (const socket of this.server.clients) socket.terminate();
    }, LEAVE_WITHIN_MS);
    await this.disposable?.dispose();
    clearTimeout(stragglers);
  }

  private upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
    if (request.url?.split('?')[0] !== '/graphql' || !protocols.includes(GRAPHQL_TRANSPORT_WS_PROTOCOL)) {
      stream.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    this.server.handleUpgrade(request, stream, head, (socket) => {
      this.server.emit('connection', socket, request);
      // A message that is too large or no message: ws closes the socket. graphql-ws would write the stack to the console.
      socket.removeAllListeners('error').on('error', () => {
        socket.terminate();
      });
    });
  }

  private subscribe(socket: Socket, payload: SubscribePayload) {
    const { open } = socket.extra;
    if (!open) return [];
    if (Object.keys(socket.subscriptions).length > MAX_OPERATIONS) {
      return this.refusal(
        new DomainError('unavailable', 'TOO_MANY_SUBSCRIPTIONS', `At most ${MAX_OPERATIONS} subscriptions on one connection.`),
      );
    }
    const { loaders } = this;
    let uncached: Loaders | undefined;
    return liveOperation(this.schemas.schema, payload, {
      requestId: 'websocket',
      // The live account: what changes it changes this answer.
      get actor() {
        return open.actor;
      },
      // Most subscribers never need them: one of a credential renders for the others.
      get loaders() {
        return (uncached ??= loaders.uncached(() => open.actor));
      },
    });
  }

  /** Each event as a message, its answer rendered once for all who asked alike; graphql-ws itself would render it for each. */
  private pushed(socket: Socket, id: string, payload: SubscribePayload, args: ExecutionArgs, events: object): PushedEvents<object> {
    const asked = askedIn(payload);
    const start = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
    return new PushedEvents(events as AsyncIterator<object, undefined>, async (event) =>
      sent(socket.extra.socket, `${start}${await this.rendering.answerTo(event, asked, args)}}`),
    );
  }

  private refusal(error: DomainError): readonly GraphQLError[] {
    return [domainErrorToGraphql(error)];
  }
}

/** Waits for a reader who is slower than the events come: those then wait where they are counted, and not in memory without end. */
function sent(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) resolve();
    else
      socket.send(text, (error) => {
        if (error) reject(error);
        else resolve();
      });
  });
}
