import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** What came through the door, as bytes and as what they mean. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: string;
  readonly data: unknown;
  readonly errors: readonly AnswerError[];
}

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: {
    readonly code: string;
    readonly issues?: readonly { readonly path: string; readonly expected: string; readonly received: string }[];
  };
}

/** A live subscription: every frame that the server sent, and how it ended. */
export interface LiveFeed {
  readonly frames: readonly string[];
  readonly closedWith: number | undefined;
  /** The `data` of what was told so far. */
  told(): unknown[];
  stop(): void;
}

const SETTLE_TIMEOUT_MS = 15_000;

/** Waits for something that must come true. The one way to wait: no test sleeps for a fixed time. */
export async function until<Value>(
  what: string,
  look: () => Value | undefined | false | Promise<Value | undefined | false>,
  withinMs = SETTLE_TIMEOUT_MS,
): Promise<Value> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > deadline) throw new Error(`after ${withinMs} ms still not: ${what}`);
    await pause(25);
  }
}

/** Somebody in front of the API: nobody known, the holder of a token, or a browser with its cookies. */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  /** Every answer to what this visitor asked, for tests that look for what must not be there; live feeds keep their own frames. */
  readonly heard: string[] = [];

  constructor(
    readonly apiUrl: string,
    private readonly token?: string,
  ) {}

  /** Somebody else who has the same cookies, at this door or another. */
  copy(apiUrl = this.apiUrl): Visitor {
    const other = new Visitor(apiUrl, this.token);
    for (const [name, value] of this.cookies) other.cookies.set(name, value);
    return other;
  }

  holdCookie(name: string, value: string): void {
    this.cookies.set(name, value);
  }

  /** The data; throws where the API answered with an error. */
  async ask<Data>(document: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Data> {
    const answer = await this.answerTo(document, variables);
    const [error] = answer.errors;
    if (error !== undefined || answer.data === undefined)
      throw new Error(`${answer.status} ${JSON.stringify(answer.errors) || answer.bytes}`);
    return answer.data as Data;
  }

  /** The codes with which the API refused; empty where it did not. */
  async refusal(document: string, variables: Readonly<Record<string, unknown>> = {}): Promise<string[]> {
    return (await this.answerTo(document, variables)).errors.map(({ extensions }) => extensions.code);
  }

  async answerTo(document: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    const response = await this.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: document, variables }),
    });
    const bytes = await response.text();
    this.heard.push(bytes);
    const body = parsed(bytes);
    return { status: response.status, headers: response.headers, bytes, data: body.data ?? undefined, errors: body.errors ?? [] };
  }

  /** A plain request, with what this visitor holds. */
  async fetch(path: string, init: { method?: string; headers?: Record<string, string>; body?: string | FormData } = {}): Promise<Response> {
    const response = await fetch(`${this.apiUrl}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...this.credentials(), ...init.headers },
    });
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    return response;
  }

  /** Opens a websocket and subscribes; answers when the server has acknowledged the connection, or has closed it. */
  async listen(document: string, variables: Readonly<Record<string, unknown>> = {}): Promise<LiveFeed> {
    const { cookie, authorization } = this.credentials();
    const socket = new WebSocket(`${this.apiUrl.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: cookie === undefined ? {} : { cookie },
    });
    const frames: string[] = [];
    let closedWith: number | undefined;
    let isReady = false;
    const send = (message: object) => {
      socket.send(JSON.stringify(message));
    };
    socket.on('open', () => {
      send({ type: 'connection_init', payload: authorization === undefined ? {} : { authorization } });
    });
    socket.on('message', (bytes: Buffer) => {
      const frame = bytes.toString();
      const { type } = JSON.parse(frame) as { type: string };
      if (type === 'ping') send({ type: 'pong' });
      if (type === 'connection_ack') {
        send({ id: 'live', type: 'subscribe', payload: { query: document, variables } });
        isReady = true;
      }
      frames.push(frame);
    });
    socket.on('close', (code) => (closedWith = code));
    socket.on('error', () => undefined);
    await until('the websocket is open', () => isReady || closedWith !== undefined);
    return {
      frames,
      get closedWith() {
        return closedWith;
      },
      told: () =>
        frames.map((frame) => JSON.parse(frame) as LiveFrame).flatMap(({ type, payload }) => (type === 'next' ? [payload?.data] : [])),
      stop: () => {
        socket.close();
      },
    };
  }

  /** What goes along with each of their requests. */
  credentials(): Record<string, string> {
    if (this.token !== undefined) return { authorization: `Bearer ${this.token}` };
    if (this.cookies.size === 0) return {};
    return { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  }

  private keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    const isGone = value === '' || attributes.some((attribute) => /^\s*(max-age=0|expires=thu, 01 jan 1970)/i.test(attribute));
    if (isGone) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

interface LiveFrame {
  readonly type: string;
  readonly payload?: { readonly data?: unknown };
}

function parsed(bytes: string): { data?: unknown; errors?: AnswerError[] } {
  try {
    return JSON.parse(bytes) as { data?: unknown; errors?: AnswerError[] };
  } catch {
    throw new Error(`not JSON: ${bytes.slice(0, 300)}`);
  }
}
