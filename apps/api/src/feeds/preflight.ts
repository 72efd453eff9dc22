import type { FastifyInstance } from 'fastify';

/** Addresses that everybody may read; whatever only members have is not among them. */
const OPEN = [
  /^\/csaf\/(white|v2\.1\/clear|openpgp)\//,
  /^\/csaf\/(v2\.1\/)?(provider-metadata\.json)?$/,
  /^\/\.well-known\/(csaf|rolie)\//,
  /^\/misp\/(?!members)/,
  /^\/feeds\/(?!members|personal)/,
  /^\/open-data\//,
  /^\/taxii2\/(public\/.*)?$/,
];
/** What a script may send: conditions and the wanted type. No credential: what is open needs none. */
const ALLOWED = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD',
  'access-control-allow-headers': 'Accept, If-None-Match, If-Modified-Since',
  'access-control-max-age': '86400',
};

/** Answers what browsers ask before a script of a foreign page may send a conditional request (the Fetch standard, CORS preflight). */
export function answerPreflights(instance: FastifyInstance): void {
  instance.addHook('onRequest', async (request, reply) => {
    const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    const path = request.url.split('?')[0] ?? '';
    if (isPreflight && OPEN.some((pattern) => pattern.test(path))) await reply.code(204).headers(ALLOWED).send();
  });
}
