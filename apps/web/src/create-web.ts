import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { WebConfig } from '#libs/config';
import fastifyStatic from '@fastify/static';
import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { registerHealth } from './health.js';
import { passLiveOn } from './live-proxy.js';
import { isForeign } from './origin-guard.js';
import { logRequest } from './log-request.js';
import { PageCache } from './page-cache.js';
import type { Pages } from './pages.js';
import { servePortal } from './portal.js';
import { alwaysHeaders } from './security-headers.js';

/** Names what the visitor's address is, for the API's limits; whatever a visitor sends under this name is thrown away. */
export const VISITOR_HEADER = 'x-visitor-address';

const MAX_BODY_BYTES = 12 * 1024 * 1024;
const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;

/** As long as a proxy before us may keep an idle connection. */
const KEEP_ALIVE_MS = 72_000;

export interface WebParts {
  readonly config: WebConfig;
  readonly log: Logger;
  readonly pages: Pages;
}

/** The web process, ready to listen: files, cached public pages, and everything else as the router answers it. */
export async function createWeb({ config, log, pages }: WebParts): Promise<{ web: FastifyInstance; cache: PageCache }> {
  const always = alwaysHeaders(config.publicWebUrl);
  const cache = new PageCache(() => performance.now(), always);
  const isTaken = servePortal({ log, pages, cache, publicUrl: config.publicWebUrl, always });
  const web = fastify({
    trustProxy: config.trustProxy,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 500 },
    bodyLimit: MAX_BODY_BYTES,
    frameworkErrors: (_error, _request, reply) => {
      void refuse(reply, 400, 'There is no such address.');
    },
    clientErrorHandler: (error, socket) => {
      refuseUnread(error, socket, always);
    },
    serverFactory: (handle) => {
      const answer = (request: IncomingMessage, response: ServerResponse) => {
        logRequest(log, request, response);
        if (!isTaken(request, response)) handle(request, response);
      };
      return createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, answer);
    },
  });
  web.addHook('onRequest', async (request, reply) => {
    for (const [name, value] of Object.entries(always)) reply.raw.setHeader(name, value);
    if (isForeign(request.raw, config.publicWebUrl)) {
      return refuse(reply, 403, 'This form was sent from elsewhere.');
    }
  });
  registerHealth(web, config.apiUrl);
  await registerFiles(web, pages.clientFolder);
  registerPages(web, pages);
  passLiveOn(web.server, { apiUrl: config.apiUrl, publicUrl: config.publicWebUrl });
  return { web, cache };
}

function refuse(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').header('cache-control', 'no-store').send(`${text}\n`);
}

/** What is no HTTP, or has a head that is too large (RFC 6585 section 5): no request came of it. */
function refuseUnread({ code }: NodeJS.ErrnoException, socket: Socket, always: Readonly<Record<string, string>>): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const headers = Object.entries({ ...always, connection: 'close', 'content-length': '0' }).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status}\r\n${headers.join('\r\n')}\r\n\r\n`);
}

/** What the build made: names hold a digest of the content, so a browser keeps them for ever. */
async function registerFiles(web: FastifyInstance, folder: URL): Promise<void> {
  await web.register(fastifyStatic, {
    root: fileURLToPath(folder),
    prefix: '/',
    wildcard: false,
    preCompressed: true,
    index: false,
    setHeaders: (reply, path) => {
      const isNamedByContent = path.includes('/assets/');
      void reply.header('cache-control', isNamedByContent ? `public, max-age=${ONE_YEAR_SECONDS}, immutable` : 'public, max-age=3600');
    },
  });
}

function registerPages(web: FastifyInstance, pages: Pages): void {
  void web.register(async (router) => {
    // The router reads bodies itself.
    router.removeAllContentTypeParsers();
    router.addContentTypeParser('*', (_request, _payload, done) => {
      done(null);
    });
    router.all('/*', (request, reply) => {
      hand(pages, request, reply);
      return reply;
    });
    await Promise.resolve();
  });
}

function hand(pages: Pages, request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  reply.raw.setHeader('cache-control', 'no-store');
  const raw: IncomingMessage = request.raw;
  raw.headers[VISITOR_HEADER] = request.ip;
  // `IncomingMessage.headersDistinct` and rawHeaders are what some adapters read.
  for (let at = raw.rawHeaders.length - 2; at >= 0; at -= 2) {
    if (raw.rawHeaders[at]?.toLowerCase() === VISITOR_HEADER) raw.rawHeaders.splice(at, 2);
  }
  raw.rawHeaders.push(VISITOR_HEADER, request.ip);
  pages.listener(raw, reply.raw);
}
