import { once } from 'node:events';
import WebSocket from 'ws';

interface Message {
  readonly id?: string;
  readonly type: string;
  readonly payload?: unknown;
}

export interface LiveResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
}

/** A socket of graphql-transport-ws, spoken by hand so that a test sees every message and the code of the close. */
export class LiveClient {
  private readonly messages = new Map<string, Message[]>();
  private readonly waiting = new Map<string, (message: Message) => void>();
  private count = 0;
  /** The code that the socket was closed with. */
  readonly closed: Promise<number>;

  constructor(private readonly socket: WebSocket) {
    this.closed = new Promise((resolve) => {
      socket.on('close', (code) => {
        resolve(code);
      });
    });
    socket.on('message', (data: Buffer) => {
      this.receive(JSON.parse(data.toString()) as Message);
    });
    socket.on('error', () => undefined);
  }

  raw(text: string): void {
    this.socket.send(text);
  }

  send(message: Message): void {
    this.raw(JSON.stringify(message));
  }

  /** The next message about an operation, or undefined where none comes in time. */
  async next(id: string, timeoutMs = 5_000): Promise<Message | undefined> {
    const before = this.messages.get(id)?.shift();
    if (before) return before;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        resolve(undefined);
      }, timeoutMs);
      this.waiting.set(id, (message) => {
        clearTimeout(timer);
        resolve(message);
      });
    });
  }

  /** Begins a subscription and answers its id. */
  subscribe(query: string, variables?: Readonly<Record<string, unknown>>): string {
    const id = String(++this.count);
    this.send({ id, type: 'subscribe', payload: { query, variables } });
    return id;
  }

  /** The next event of a subscription, or undefined where none comes in time. Throws where it is refused or ended. */
  async event(id: string, timeoutMs?: number): Promise<LiveResult | undefined> {
    const message = await this.next(id, timeoutMs);
    if (message && message.type !== 'next') throw new Error(`${message.type}: ${JSON.stringify(message.payload)}`);
    return message?.payload as LiveResult | undefined;
  }

  /** The errors that an operation is refused with. */
  async refusal(query: string, variables?: Readonly<Record<string, unknown>>): Promise<readonly unknown[]> {
    const message = await this.next(this.subscribe(query, variables));
    if (message?.type === 'error') return message.payload as unknown[];
    if (message?.type === 'next') return (message.payload as LiveResult).errors ?? [];
    throw new Error(`was not refused: ${JSON.stringify(message)}`);
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }

  private receive(message: Message): void {
    const key = message.id ?? message.type;
    const waiter = this.waiting.get(key);
    this.waiting.delete(key);
    if (waiter) waiter(message);
    else this.messages.set(key, [...(this.messages.get(key) ?? []), message]);
  }
}

/** An open socket, acknowledged; as a visitor, or with a token. Rejects with the code of the close where it is refused. */
export async function openSocket(
  url: string,
  options: { readonly token?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<LiveClient> {
  const socket = new WebSocket(url, 'graphql-transport-ws', { headers: options.headers });
  await once(socket, 'open');
  const client = new LiveClient(socket);
  client.send({ type: 'connection_init', payload: options.token === undefined ? {} : { authorization: `Bearer ${options.token}` } });
  const first = await Promise.race([client.next('connection_ack'), client.closed]);
  if (typeof first === 'number') throw new Error(`closed with ${first}`);
  return client;
}
