import type { IncomingMessage } from 'node:http';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request changes something and does not say that it comes from one of our own pages: it is refused (cross-site request forgery). */
export function isForeign({ method, headers }: IncomingMessage, publicUrl: string): boolean {
  if (SAFE_METHODS.has(method ?? 'GET')) return false;
  return !isOwnOrigin(headers.origin, headers.host, publicUrl);
}

/** A browser writes Origin and Host itself, so a foreign page cannot make them agree. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined, publicUrl: string): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const own = new URL(publicUrl);
  const given = new URL(origin);
  return given.origin === own.origin || (given.protocol === own.protocol && given.host === host);
}
