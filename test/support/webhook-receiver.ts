import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** One call as it arrived. It is verified afterwards, when the test knows the secret. */
export interface WebhookCall {
  /** The last part of the path: every endpoint has its own. */
  readonly name: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly atMs: number;
}

export interface WebhookMessage {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface WebhookReceiver {
  readonly calls: readonly WebhookCall[];
  urlOf(name: string): string;
  /** The alerts (not the challenges) of one endpoint, each verified by a stranger's Standard Webhooks library; throws where one does not verify. */
  alertsOf(name: string, secret: string): WebhookMessage[];
  /** The status of calls from now on; 200 with the challenge repeated unless told. */
  answer(decide: (call: WebhookCall) => number): void;
  stop(): Promise<void>;
}

/** A receiver of webhooks on a free loopback port that repeats challenges, as a subscriber's would. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const calls: WebhookCall[] = [];
  let decide: (call: WebhookCall) => number = () => 200;
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const name = (request.url ?? '').split('/').at(-1) ?? '';
      const call = { name, headers: request.headers, body: Buffer.concat(chunks).toString('utf8'), atMs: performance.now() };
      calls.push(call);
      const challenge = challengeOf(call);
      response.writeHead(decide(call), { 'content-type': 'application/json' }).end(challenge ? JSON.stringify({ challenge }) : '');
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    calls,
    urlOf: (name) => `http://127.0.0.1:${port}/alerts/${name}`,
    alertsOf: (name, secret) =>
      calls
        .filter((call) => call.name === name)
        .map((call) => verified(call, secret))
        .filter(({ type }) => type !== 'endpoint.challenge'),
    answer: (given) => {
      decide = given;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As a stranger would: throws where signature, id or timestamp are not right. */
export function verified({ headers, body }: WebhookCall, secret: string): WebhookMessage {
  const message = new Webhook(secret).verify(body, headers as Record<string, string>) as Omit<WebhookMessage, 'id'>;
  return { ...message, id: String(headers['webhook-id']) };
}

function challengeOf({ body }: WebhookCall): string | undefined {
  if (!body.includes('"endpoint.challenge"')) return undefined;
  return (JSON.parse(body) as { data: { challenge?: string } }).data.challenge;
}
