import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';

const AREAS: ReadonlySet<string> = new Set(['', 'en', 'tc', 'sc', 'assets', 'account', 'console', 'org', 'sign-in']);

/** One line a request: the area of the site and no address, since tokens and searches stand in addresses. */
export function logRequest(log: Logger, { method, url = '' }: IncomingMessage, response: ServerResponse): void {
  if (!log.isLevelEnabled('info')) return;
  const startedMs = performance.now();
  response.once('close', () => {
    const area = /^\/([^/?]*)/u.exec(url)?.[1] ?? '';
    log.info(
      {
        requestId: randomUUID(),
        method,
        area: AREAS.has(area) ? area : 'other',
        status: response.statusCode,
        ms: Math.round(performance.now() - startedMs),
      },
      'request',
    );
  });
}
