import { MAX_ENVELOPE_BYTES } from '#libs/taxii';
import type { ApiRoot } from '#libs/taxii';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { Logger } from 'pino';
import { taxiiError, TaxiiRefusal } from '../../errors/taxii-errors.js';
import { LOG } from '../../operations/log.js';
import { knownEtags } from '../conditions.js';
import { acceptsTaxii, isTaxii } from './media-types.js';
import { EXPOSED_HEADERS, sendTaxii } from './send.js';
import type { TaxiiAnswer } from './send.js';
import { TaxiiEndpoints } from './taxii-endpoints.js';
import type { TaxiiRequest } from './taxii-endpoints.js';
import { TaxiiReaders } from './taxii-readers.js';

export const TAXII_PREFIX = '/taxii2';

type Answers = (request: TaxiiRequest) => TaxiiAnswer | Promise<TaxiiAnswer>;

interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly answers: Answers;
}

/**
 * TAXII 2.1 as routes of Fastify and not of Nest, which would take the final slash away that every address of TAXII has (section 3.1). Errors of
 * the framework below these addresses are told in TAXII's words as well.
 */
@Injectable()
export class TaxiiRoutes {
  constructor(
    private readonly endpoints: TaxiiEndpoints,
    private readonly readers: TaxiiReaders,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Adds the routes; before the application is initialised. */
  register(instance: FastifyInstance): void {
    instance.register(
      (scope, _options, done) => {
        scope.removeAllContentTypeParsers();
        scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_ENVELOPE_BYTES }, (_request, body, parsed) => {
          parsed(null, body);
        });
        scope.setErrorHandler((error, request, reply) => this.sendError(error, request, reply));
        scope.setNotFoundHandler((request, reply) => this.sendError(this.refusalOf(request), request, reply));
        scope.addHook('onRequest', (request, reply, next) => {
          if (isOpenToPages(request)) void reply.headers(OPEN_TO_PAGES);
          refuseWrongTypes(request);
          next();
        });
        scope.get('/', { prefixTrailingSlash: 'slash' }, (request, reply) =>
          this.answer('public', () => this.endpoints.discovery(), request, reply),
        );
        for (const root of ['public', 'members'] as const) {
          for (const { method, path, answers } of this.routes()) {
            scope.route({ method, url: `/${root}${path}`, handler: (request, reply) => this.answer(root, answers, request, reply) });
          }
        }
        done();
      },
      { prefix: TAXII_PREFIX },
    );
  }

  private routes(): readonly Route[] {
    const { endpoints } = this;
    const object = '/collections/:collection/objects/:object/';
    return [
      { method: 'GET', path: '/', answers: (request) => endpoints.apiRoot(request) },
      { method: 'GET', path: '/status/:status/', answers: (request) => endpoints.status(request) },
      { method: 'GET', path: '/collections/', answers: (request) => endpoints.collections(request) },
      { method: 'GET', path: '/collections/:collection/', answers: (request) => endpoints.collection(request) },
      { method: 'GET', path: '/collections/:collection/manifest/', answers: (request) => endpoints.manifest(request) },
      { method: 'GET', path: '/collections/:collection/objects/', answers: (request) => endpoints.objects(request) },
      { method: 'POST', path: '/collections/:collection/objects/', answers: (request) => endpoints.addObjects(request) },
      { method: 'GET', path: object, answers: (request) => endpoints.object(request) },
      { method: 'DELETE', path: object, answers: (request) => endpoints.deleteObject(request) },
      { method: 'GET', path: `${object}versions/`, answers: (request) => endpoints.versions(request) },
    ];
  }

  private async answer(apiRoot: ApiRoot, answers: Answers, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const actor = await this.readers.of(request.headers.authorization, apiRoot);
    const { params, query, body } = request;
    const asked = { actor, apiRoot, params: params as TaxiiRequest['params'], query: query as TaxiiRequest['query'] };
    const sent = { body: Buffer.isBuffer(body) ? body : Buffer.alloc(0), knownEtags: knownEtags(request.headers['if-none-match']) };
    return sendTaxii(request, reply, await answers({ ...asked, ...sent }));
  }

  private async sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { status, body, headers, isBug } = taxiiError(error, request.id);
    if (isBug) this.log.error({ err: error, requestId: request.id }, 'an unexpected error');
    return sendTaxii(request, reply, { status, body: JSON.stringify(body), headers });
  }

  /** 405 where another method would do; else there is no such address. */
  private refusalOf({ url, method }: FastifyRequest): TaxiiRefusal {
    const path = (url.split('?')[0] ?? '').slice(TAXII_PREFIX.length);
    const routes = [
      { method: 'GET', path: '/' } as const,
      ...this.routes().map((route) => ({ ...route, path: `/(public|members)${route.path}` })),
    ];
    const allowed = routes
      .filter((route) => new RegExp(`^${route.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(path))
      .map((route): HTTPMethods => route.method);
    if (allowed.length > 0) return new TaxiiRefusal(405, `${method} is not allowed here.`, { allow: [...new Set(allowed)].join(', ') });
    return new TaxiiRefusal(404, path.endsWith('/') ? 'Not found.' : 'Not found: every address of TAXII ends in a slash.');
  }
}

/** Everybody may read discovery and the public root, scripts of foreign pages among them; their errors too. */
const OPEN_TO_PAGES = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': EXPOSED_HEADERS,
  'cross-origin-resource-policy': 'cross-origin',
};

function isOpenToPages({ url }: FastifyRequest): boolean {
  return !url.startsWith(`${TAXII_PREFIX}/members`);
}

/** Sections 1.6.8 and 3.1: before anything is read of the request. */
function refuseWrongTypes({ method, headers }: FastifyRequest): void {
  if (!acceptsTaxii(headers.accept)) throw new TaxiiRefusal(406, 'Accept application/taxii+json;version=2.1.');
  if (method !== 'POST') return;
  const isPlain = headers['content-encoding'] === undefined || headers['content-encoding'] === 'identity';
  if (!isTaxii(headers['content-type']) || !isPlain) throw new TaxiiRefusal(415, 'Send application/taxii+json;version=2.1, not encoded.');
}
