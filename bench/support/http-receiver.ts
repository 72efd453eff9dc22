/** A receiver of webhooks in a process of its own: counts what came, answers 204 at once or after a while, over HTTP or over TLS with a new connection each. */
import { constants } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
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

async function serve({ delayMs = 0, tls, addresses = 1 }: ReceiverSpec): Promise<void> {
  let count = 0;
  let lastAtMs = 0;
  let paths = new Set<string>();
  const take = (request: IncomingMessage, response: ServerResponse) => {
    request.resume().on('end', () => {
      count += 1;
      lastAtMs = Date.now();
      paths.add(request.url ?? '');
      const reply = () => response.writeHead(204, tls === undefined ? {} : { connection: 'close' }).end();
      if (delayMs === 0) reply();
      else setTimeout(reply, delayMs);
    });
  };
  const newServer = (): Server =>
    tls === undefined
      ? createServer({ keepAliveTimeout: 60_000 }, take)
      : createTlsServer(
          { key: readFileSync(tls.keyFile), cert: readFileSync(tls.certificateFile), secureOptions: constants.SSL_OP_NO_TICKET },
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
