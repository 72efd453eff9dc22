/**
 * Thousands of websocket clients in a process of their own, that count what they are sent; and, as the limit, a server that sends the same bytes to
 * every client that it has, in another process.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import WebSocket, { WebSocketServer } from 'ws';
import { answer, Child } from './child.js';

export interface CrowdCount {
  /** Messages since the last reset. */
  readonly count: number;
  /** Clients that got one or more. */
  readonly clients: number;
  /** Since 1970. */
  readonly lastAtMs: number;
  /** How many got which text, one text an entry. */
  readonly texts: readonly (readonly [string, number])[];
}

export interface CrowdSpec {
  readonly url: string;
  readonly clients: number;
  /** The first clients come with these in turn, so many of them; the others as visitors. Without a query, plain sockets that only listen. */
  readonly tokens: readonly string[];
  readonly withToken: number;
  readonly query?: string;
}

type Question = { readonly open: CrowdSpec } | { readonly reset: true } | { readonly count: true };

/** How many open at the same moment. */
const OPENING = 100;

export function startCrowd(): Promise<Child> {
  return Child.start(fileURLToPath(import.meta.url), ['crowd']);
}

export function startBroadcaster(): Promise<Child> {
  return Child.start(fileURLToPath(import.meta.url), ['broadcaster']);
}

class Crowd {
  private count = 0;
  private lastAtMs = 0;
  private readonly reached = new Set<number>();
  private readonly texts = new Map<string, number>();

  async open(spec: CrowdSpec): Promise<object> {
    let next = 0;
    await Promise.all(
      Array.from({ length: OPENING }, async () => {
        while (next < spec.clients) await this.client(spec, next++);
      }),
    );
    return { opened: spec.clients };
  }

  reset(): object {
    this.count = 0;
    this.reached.clear();
    this.texts.clear();
    return {};
  }

  counted(): CrowdCount {
    return { count: this.count, clients: this.reached.size, lastAtMs: this.lastAtMs, texts: [...this.texts] };
  }

  private client({ url, tokens, withToken, query }: CrowdSpec, index: number): Promise<void> {
    const token = index < withToken ? tokens[index % tokens.length] : undefined;
    const socket = new WebSocket(url, query === undefined ? [] : ['graphql-transport-ws'], { perMessageDeflate: false });
    const send = (message: object) => {
      socket.send(JSON.stringify(message));
    };
    return new Promise((resolve, reject) => {
      socket.on('error', reject).on('close', (code) => {
        reject(new Error(`closed with ${code}`));
      });
      socket.on('open', () => {
        if (query === undefined) resolve();
        else send({ type: 'connection_init', payload: token === undefined ? {} : { authorization: `Bearer ${token}` } });
      });
      socket.on('message', (data: Buffer) => {
        const text = data.toString('utf8');
        if (text.startsWith('{"type":"connection_ack"')) {
          send({ id: '1', type: 'subscribe', payload: { query } });
          resolve();
        } else this.take(index, text);
      });
    });
  }

  private take(index: number, text: string): void {
    this.count += 1;
    this.lastAtMs = Date.now();
    this.reached.add(index);
    this.texts.set(text, (this.texts.get(text) ?? 0) + 1);
  }
}

function serveCrowd(): void {
  const crowd = new Crowd();
  answer((question: Question) => ('open' in question ? crowd.open(question.open) : 'reset' in question ? crowd.reset() : crowd.counted()));
  process.send?.({ ready: true });
}

/** Told a text, sends it to every client. */
function serveBroadcast(): void {
  const http = createServer();
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  answer(({ text }: { readonly text: string }) => {
    const startedAtMs = Date.now();
    for (const client of server.clients) client.send(text);
    return { startedAtMs, clients: server.clients.size };
  });
  http.listen(0, '127.0.0.1', () => process.send?.({ port: (http.address() as AddressInfo).port }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === 'crowd') serveCrowd();
  if (process.argv[2] === 'broadcaster') serveBroadcast();
}
