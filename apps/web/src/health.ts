import type { FastifyInstance } from 'fastify';

const API_TIMEOUT_MS = 3_000;

/** For whoever runs the process: it runs; it can serve, because the API answers. */
export function registerHealth(web: FastifyInstance, apiUrl: string): void {
  web.get('/health/live', () => ({ status: 'ok' }));
  web.get('/health/ready', async (_request, reply) => {
    const isReady = await isApiReady(apiUrl);
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: isReady ? 'ok' : 'the API does not answer' });
  });
}

async function isApiReady(apiUrl: string): Promise<boolean> {
  try {
    const response = await fetch(`${apiUrl}/health/ready`, { signal: AbortSignal.timeout(API_TIMEOUT_MS) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
