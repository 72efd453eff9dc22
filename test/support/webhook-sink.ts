import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** One call that arrived, counted even where the sink then failed on purpose. */
export interface Receipt {
  /** The last part of the path: the tests give every endpoint its own. */
  readonly endpoint: string;
  readonly messageId: string;
  /** A stranger's Standard Webhooks library accepted signature and timestamp. */
  readonly isValid: boolean;
  readonly body: string;
  readonly bodyHash: string;
  readonly atMs: number;
}

/** What the sink answers; `hang` does not before it is released, `reset` closes the connection without a word. */
export type Answer = { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string } | 'hang' | 'reset';

export interface WebhookSink {
  readonly receipts: readonly Receipt[];
  /** Where the endpoint is reached; `secret` is what its calls are verified with. */
  urlOf(endpoint: string): string;
  expect(endpoint: string, secret: string): void;
  /** How calls are answered from now on; 204 unless told. `count` is of the calls to this endpoint, this one included. */
  answer(decide: (call: { endpoint: string; count: number; messageId: string }) => Answer): void;
  /** Answers the calls that hang. */
  release(status: number): void;
  stop(): Promise<void>;
}

/** Receives webhooks on a free loopback port and verifies each as a stranger would. */
export async function startWebhookSink(): Promise<WebhookSink> {
  const receipts: Receipt[] = [];
  const verifiers = new Map<string, Webhook>();
  const counts = new Map<string, number>();
  const hanging = new Set<ServerResponse>();
  let decide: Parameters<WebhookSink['answer']>[0] = () => ({ status: 204 });

  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await textOf(request);
    const endpoint = (request.url ?? '').split('/').at(-1) ?? '';
    const messageId = String(request.headers['webhook-id'] ?? '');
    const count = (counts.get(endpoint) ?? 0) + 1;
    counts.set(endpoint, count);
    const isValid = verify(verifiers.get(endpoint), request, body);
    receipts.push({
      endpoint,
      messageId,
      isValid,
      body,
      bodyHash: createHash('sha256').update(body).digest('hex'),
      atMs: performance.now(),
    });
    const answer = decide({ endpoint, count, messageId });
    if (answer === 'hang') hanging.add(response);
    else if (answer === 'reset') request.socket.destroy();
    else response.writeHead(answer.status, answer.headers).end(answer.body);
  };

  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    receive(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    receipts,
    urlOf: (endpoint) => `http://127.0.0.1:${port}/hooks/${endpoint}`,
    expect: (endpoint, secret) => void verifiers.set(endpoint, new Webhook(secret)),
    answer: (given) => {
      decide = given;
    },
    release: (status) => {
      for (const response of hanging) response.writeHead(status).end();
      hanging.clear();
    },
    stop: async () => {
      for (const response of hanging) response.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function verify(verifier: Webhook | undefined, request: IncomingMessage, body: string): boolean {
  try {
    verifier?.verify(body, request.headers as Record<string, string>);
    return verifier !== undefined;
  } catch {
    return false;
  }
}
