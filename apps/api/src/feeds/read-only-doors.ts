import type { FastifyInstance } from 'fastify';

const FEEDS = /^\/(csaf|misp|feeds|open-data|\.well-known)(\/|$)/;
const PROBLEM = Buffer.from(
  JSON.stringify({ type: 'about:blank', status: 405, code: 'METHOD_NOT_ALLOWED', title: 'Feeds are read by GET and HEAD.' }),
);

/** Feeds are only read: any other method is refused whatever the address below them stands for (RFC 9110 section 15.5.6). */
export function refuseWritingToFeeds(instance: FastifyInstance): void {
  instance.addHook('onRequest', async ({ method, url }, reply) => {
    if (method === 'GET' || method === 'HEAD' || !FEEDS.test(url.split('?')[0] ?? '')) return;
    await reply.code(405).headers({ allow: 'GET, HEAD', 'content-type': 'application/problem+json' }).send(PROBLEM);
  });
}
