/**
 * A receiver of webhooks in a process of its own: counts what came, answers 204 at once or after a while, over HTTP or over TLS with a new connection
 * each. It stands for machines that are elsewhere, and what it costs is taken from the senders that are compared: so it reads only as much of
 * HTTP/1.1 as they write, heads with a content length.
 */
import { constants } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { answer, Child } from './child.js';

export interface ReceiverSpec {
  /** Milliseconds before it answers. */
  readonly delayMs?: number;
  /** Loopback addresses that it listens on, from 127.0.0.1 on: one receiver here, as many hosts to a sender. */
  readonly addresses?: number;
  /** PEM files: then it speaks TLS and ends each connection, so that every request is a handshake. */
  readonly tls?: { readonly keyFile: string; readonly certificateFile: string };
}

export interface ReceivedCount {
  readonly count: number;
  /** Different paths, which are different endpoints. */
  readonly paths: number;
  /** Since 1970. */
  readonly lastAtMs: number;
}

export function startReceiver(spec: ReceiverSpec = {}): Promise<Child> {
  return Child.start(fileURLToPath(import.meta.url), ['receiver', JSON.stringify(spec)]);
}

const HEAD_END = '\r\n\r\n';
const ANSWER = `HTTP/1.1 204 No Content${HEAD_END}`;
const LAST_ANSWER = `HTTP/1.1 204 No Content\r\nconnection: close${HEAD_END}`;

/** Calls back with the path of each request whose body has come. */
function readRequests(socket: Socket, onRequest: (path: string) => void): void {
  let unread: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    unread = unread.length === 0 ? chunk : Buffer.concat([unread, chunk]);
    for (let headEnd = unread.indexOf(HEAD_END); headEnd >= 0; headEnd = unread.indexOf(HEAD_END)) {
      const head = unread.toString('latin1', 0, headEnd);
      const end = headEnd + HEAD_END.length + Number(/\ncontent-length: ?(\d+)/i.exec(head)?.[1] ?? 0);
      if (unread.length < end) return;
      unread = unread.subarray(end);
      onRequest(head.split(' ', 2)[1] ?? '');
    }
  });
}

async function serve({ delayMs = 0, tls, addresses = 1 }: ReceiverSpec): Promise<void> {
  let count = 0;
  let lastAtMs = 0;
  let paths = new Set<string>();
  const reply = (socket: Socket) => (tls === undefined ? socket.write(ANSWER) : socket.end(LAST_ANSWER));
  const take = (socket: Socket) => {
    // A sender that goes away with a connection open is no failure of the receiver's.
    socket.on('error', () => socket.destroy());
    readRequests(socket, (path) => {
      count += 1;
      lastAtMs = Date.now();
      paths.add(path);
      if (delayMs === 0) reply(socket);
      else setTimeout(reply, delayMs, socket);
    });
  };
  const newServer = (): Server =>
    tls === undefined
      ? createServer({ noDelay: true }, take)
      : createTlsServer(
          {
            key: readFileSync(tls.keyFile),
            cert: readFileSync(tls.certificateFile),
            secureOptions: constants.SSL_OP_NO_TICKET,
            noDelay: true,
          },
          take,
        );
  answer(({ reset }: { readonly reset?: true }) => {
    if (reset === true) [count, paths] = [0, new Set()];
    const told: ReceivedCount = { count, paths: paths.size, lastAtMs };
    return told;
  });
  let port = 0;
  for (let index = 1; index <= addresses; index += 1) {
    const server = newServer().listen({ port, host: `127.0.0.${index}`, backlog: 4_096 });
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  }
  process.send?.({ port });
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2] === 'receiver')
  await serve(JSON.parse(process.argv[3] ?? '{}') as ReceiverSpec);
