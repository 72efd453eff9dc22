import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { IncomingMessage, Server } from 'node:http';
import { isOwnOrigin } from './origin-guard.js';

/** Where the console's pages open their websocket: graphql-transport-ws, passed on to the API as it is. */
export const LIVE_PATH = '/live';

interface LiveOptions {
  readonly apiUrl: string;
  readonly publicUrl: string;
}

/**
 * Passes websockets on to the API, so that a page needs no other origin than its own. A browser sends its cookie with a websocket from any
 * page, so a foreign origin is refused here; the API asks again.
 */
export function passLiveOn(server: Server, options: LiveOptions): void {
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const isOurs = isOwnOrigin(request.headers.origin, request.headers.host, options.publicUrl);
    if (request.url !== LIVE_PATH || !isOurs) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    pipe(request, socket, head, options);
  });
}

function pipe(request: IncomingMessage, socket: Socket, head: Buffer, { apiUrl, publicUrl }: LiveOptions): void {
  const api = new URL(apiUrl);
  const upstream = connect({ host: api.hostname, port: Number(api.port || '80') });
  const end = () => {
    socket.destroy();
    upstream.destroy();
  };
  upstream.on('error', end).on('close', end);
  socket.on('close', end);
  upstream.on('connect', () => {
    upstream.write(upgradeRequest(request, api, publicUrl));
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  });
}

const PASSED_ON = ['sec-websocket-key', 'sec-websocket-version', 'sec-websocket-protocol', 'sec-websocket-extensions', 'cookie'] as const;

function upgradeRequest({ headers, socket }: IncomingMessage, api: URL, publicUrl: string): string {
  const passed = PASSED_ON.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [`${name}: ${value}`];
  });
  return [
    'GET /graphql HTTP/1.1',
    `host: ${api.host}`,
    'connection: Upgrade',
    'upgrade: websocket',
    `origin: ${new URL(publicUrl).origin}`,
    `x-forwarded-for: ${socket.remoteAddress ?? ''}`,
    ...passed,
    '\r\n',
  ].join('\r\n');
}
