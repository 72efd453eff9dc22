import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { WebConfig } from '#libs/config';
import fastifyStatic from '@fastify/static';
import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { registerHealth } from './health.js';
import { passLiveOn } from './live-proxy.js';
import { isForeign } from './origin-guard.js';
import { PageCache } from './page-cache.js';
import type { CachedPage } from './page-cache.js';
import type { Pages } from './pages.js';
import { SECURITY_HEADERS, transportSecurity } from './security-headers.js';
import { sendPage } from './send-page.js';

/** Names what the visitor's address is, for the API's limits; whatever a visitor sends under this name is thrown away. */
export const VISITOR_HEADER = 'x-visitor-address';

const MAX_BODY_BYTES = 12 * 1024 * 1024;
/** Everything under these is the same for everybody and never reads a cookie. */
const PUBLIC_PATH = /^\/(?:(?:en|tc|sc)(?:\/|$)|$|sitemap(?:-pages)?\.xml$|sitemap\/|robots\.txt$|\.well-known\/security\.txt$)/u;
const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;

export interface WebParts {
  readonly config: WebConfig;
  readonly log: Logger;
  readonly pages: Pages;
  readonly cache: PageCache;
}

/** The web process, ready to listen: files, cached public pages, and everything else as the router answers it. */
export async function createWeb({ config, log, pages, cache }: WebParts): Promise<FastifyInstance> {
  const web = fastify({
    trustProxy: config.trustProxy,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 500 },
    bodyLimit: MAX_BODY_BYTES,
  });
  logRequests(web, log);
  const always = { ...SECURITY_HEADERS, ...transportSecurity(config.publicWebUrl) };
  web.addHook('onRequest', async (request, reply) => {
    for (const [name, value] of Object.entries(always)) reply.raw.setHeader(name, value);
    if (isForeign(request.raw, config.publicWebUrl)) {
      return reply
        .code(403)
        .type('text/plain; charset=utf-8')
        .header('cache-control', 'no-store')
        .send('This form was sent from elsewhere.\n');
    }
  });
  registerHealth(web, config.apiUrl);
  await registerFiles(web, pages.clientFolder);
  registerPages(web, { config, log, pages, cache });
  passLiveOn(web.server, { apiUrl: config.apiUrl, publicUrl: config.publicWebUrl });
  return web;
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

function registerPages(web: FastifyInstance, { config, log, pages, cache }: WebParts): void {
  void web.register(async (router) => {
    // The router reads bodies itself.
    router.removeAllContentTypeParsers();
    router.addContentTypeParser('*', (_request, _payload, done) => {
      done(null);
    });
    router.all('/*', async (request, reply) => {
      if ((request.method === 'GET' || request.method === 'HEAD') && PUBLIC_PATH.test(pathOf(request)))
        return answerFromCache(request, reply);
      hand(request, reply);
      return reply;
    });
    await Promise.resolve();
  });

  async function answerFromCache(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const page = await cached(request);
    if (page !== undefined) return sendPage(request, reply, page);
    return reply.code(500).type('text/plain; charset=utf-8').send('Something went wrong on our side. Please try again in a minute.\n');
  }

  async function cached(request: FastifyRequest): Promise<CachedPage | undefined> {
    try {
      return await cache.get(request.url, () => pages.render(new URL(request.url, config.publicWebUrl).href));
    } catch (error) {
      log.error({ err: error, requestId: request.id }, 'a page could not be rendered');
      return undefined;
    }
  }

  function hand(request: FastifyRequest, reply: FastifyReply): void {
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
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? url;
}

/** One line a request: the route's kind and no address, since tokens and searches stand in addresses. */
function logRequests(web: FastifyInstance, log: Logger): void {
  web.addHook('onRequest', (request, reply, done) => {
    const startedMs = performance.now();
    reply.raw.once('close', () => {
      const { method, id: requestId } = request;
      const area = pathOf(request).split('/', 2)[1] ?? '';
      log.info(
        {
          requestId,
          method,
          area: AREAS.has(area) ? area : 'other',
          status: reply.raw.statusCode,
          ms: Math.round(performance.now() - startedMs),
        },
        'request',
      );
    });
    done();
  });
}

const AREAS: ReadonlySet<string> = new Set(['', 'en', 'tc', 'sc', 'assets', 'account', 'console', 'org', 'sign-in']);
