import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CachedPage } from './page-cache.js';

/** Answers with a cached page: 304 where the visitor has it already, else in the smallest form that they take. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, page: CachedPage): FastifyReply {
  const { encoding, body, etag } = represent(page, request.headers['accept-encoding'] ?? '');
  void reply.code(page.status).headers(page.headers).header('vary', 'accept-encoding').header('etag', etag);
  if (!page.headers['cache-control']) void reply.header('cache-control', 'public, no-cache');
  if (isKnown(request.headers['if-none-match'], etag) && page.status === 200) return reply.code(304).send();
  if (encoding !== undefined) void reply.header('content-encoding', encoding);
  return reply.send(body);
}

/** A strong ETag names one representation, so each coding has its own (RFC 9110 section 8.8.1). */
function represent({ body, gzip, brotli, etag }: CachedPage, accepted: string) {
  if (accepts(accepted, 'br')) return { encoding: 'br', body: brotli, etag: `${etag.slice(0, -1)}-br"` };
  if (accepts(accepted, 'gzip')) return { encoding: 'gzip', body: gzip, etag: `${etag.slice(0, -1)}-gzip"` };
  return { encoding: undefined, body, etag };
}

function accepts(header: string, coding: string): boolean {
  return header.split(',').some((part) => {
    const [name, ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
    return name === coding && !parameters.some((each) => /^q=0(\.0*)?$/u.test(each));
  });
}

function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header === '*' || header.split(',').some((each) => each.trim().replace(/^W\//u, '') === etag);
}
