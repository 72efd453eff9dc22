import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server as TcpServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { FixedClock, SystemClock } from '#libs/core';
import { LOOPBACK_CERTIFICATE, LOOPBACK_KEY } from '../../../network/src/loopback-certificate.js';
import { Origins } from './origins.js';
import { newWebhookSecret } from '#libs/subscriptions';
import { UndiciWebhookSender } from './undici-webhook-sender.js';
import type { WebhookSenderOptions } from './undici-webhook-sender.js';
import type { WebhookRequest } from './webhook-sender.js';

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function listening(server: TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        if ('closeAllConnections' in server) (server as Server).closeAllConnections();
        server.close(resolve);
      }),
  );
  return (server.address() as AddressInfo).port;
}

async function receiver(answer: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listening(createServer(answer))}`;
}

function aSender(options: Partial<WebhookSenderOptions> = {}): UndiciWebhookSender {
  const sender = new UndiciWebhookSender({
    clock: new SystemClock(),
    userAgent: 'Harbourlight/0.1.0 (+https://harbourlight.example)',
    allowLoopback: true,
    ...options,
  });
  closers.push(() => sender.close());
  return sender;
}

const secret = newWebhookSecret();
const aCall = (url: string, more: Partial<WebhookRequest> = {}): WebhookRequest => ({
  endpointId: 'endpoint-1',
  url,
  messageId: 'msg_1',
  body: Buffer.from('{"type":"advisory.published"}'),
  secrets: [secret],
  ...more,
});

function read(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        resolve(Buffer.concat(chunks));
      });
  });
}

/** Quick limits, so that the slow receivers of these tests are given up on within a second or two. */
const quick = { connectTimeoutMs: 500, firstByteTimeoutMs: 400, totalMs: 900 };

describe('a webhook call', () => {
  it('is one POST of exactly the signed bytes, which a stranger verifies', async () => {
    const seen: { method: string | undefined; url: string | undefined; headers: IncomingMessage['headers']; body: Buffer }[] = [];
    const url = await receiver((request, response) => {
      void read(request).then((body) => {
        seen.push({ method: request.method, url: request.url, headers: request.headers, body });
        response.writeHead(204).end();
      });
    });
    const body = Buffer.from('{"type":"advisory.published",  "data":{"title":"惡意軟件\\u0021"}}\n');
    const outcome = await aSender().send(aCall(`${url}/hook?tenant=7`, { body }));

    expect(outcome).toMatchObject({ kind: 'sent', statusCode: 204 });
    expect(seen).toHaveLength(1);
    const [call] = seen;
    expect(call).toMatchObject({ method: 'POST', url: '/hook?tenant=7' });
    expect(call?.body.equals(body)).toBe(true);
    expect(call?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Harbourlight/0.1.0 (+https://harbourlight.example)',
      'webhook-id': 'msg_1',
    });
    expect(() => new Webhook(secret).verify(call?.body ?? '', call?.headers as Record<string, string>)).not.toThrow();
  });

  it('keeps its id on a retry and takes the time of the attempt', async () => {
    const seen: IncomingMessage['headers'][] = [];
    const url = await receiver((request, response) => {
      seen.push(request.headers);
      response.writeHead(seen.length < 3 ? 500 : 200).end();
    });
    const clock = new FixedClock(new Date('2026-11-22T10:00:00.900Z'));
    const sender = aSender({ clock });
    const kinds: string[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      kinds.push((await sender.send(aCall(url))).kind);
      clock.advanceMs(30_000);
    }
    expect(kinds).toEqual(['retry', 'retry', 'sent']);
    expect(seen.map((headers) => headers['webhook-id'])).toEqual(['msg_1', 'msg_1', 'msg_1']);
    expect(seen.map((headers) => headers['webhook-timestamp'])).toEqual(['1795341600', '1795341630', '1795341660']);
  });

  it('uses a kept connection again', async () => {
    let connections = 0;
    const server = createServer((_, response) => {
      response.end('ok');
    }).on('connection', () => (connections += 1));
    const url = `http://127.0.0.1:${await listening(server)}`;
    const sender = aSender();
    for (let i = 0; i < 20; i += 1) expect((await sender.send(aCall(url))).kind).toBe('sent');
    expect(connections).toBe(1);
  });

  it.each([
    [200, 'sent', undefined],
    [202, 'sent', undefined],
    [301, 'retry', 'HTTP_301'],
    [400, 'retry', 'HTTP_400'],
    [404, 'retry', 'HTTP_404'],
    [410, 'gone', 'HTTP_410'],
    [429, 'throttled', 'HTTP_429'],
    [500, 'retry', 'HTTP_500'],
    [502, 'throttled', 'HTTP_502'],
    [503, 'retry', 'HTTP_503'],
    [504, 'throttled', 'HTTP_504'],
  ] as const)('answered with %d is %s', async (statusCode, kind, error) => {
    const url = await receiver((_, response) => response.writeHead(statusCode).end());
    const outcome = await aSender().send(aCall(url));
    expect([outcome.kind, outcome.statusCode, outcome.error]).toEqual([kind, statusCode, error]);
  });

  it.each([
    ['17', 17],
    ['86400', 3_600],
    ['Sun, 22 Nov 2026 10:01:00 GMT', 60],
  ])('hears Retry-After: %s', async (header, seconds) => {
    const url = await receiver((_, response) => response.writeHead(429, { 'retry-after': header }).end());
    const outcome = await aSender({ clock: new FixedClock(new Date('2026-11-22T10:00:00Z')) }).send(aCall(url));
    expect(outcome).toMatchObject({ kind: 'throttled', retryAfterSeconds: seconds });
  });

  it('keeps the first kilobyte of the reply, without characters that could forge a line of the log', async () => {
    const url = await receiver((_, response) => response.writeHead(500).end(`a\r\nb\u0000\u001b[31m\u202ec${'x'.repeat(5_000)}`));
    const { excerpt } = await aSender().send(aCall(url));
    expect(excerpt).toMatch(/^a b \[31m cx+$/);
    expect(excerpt?.length).toBeLessThanOrEqual(1_024);
  });
});

describe('a bad receiver', () => {
  it('that redirects is not followed', async () => {
    let followed = 0;
    const target = await receiver((_, response) => {
      followed += 1;
      response.end();
    });
    const url = await receiver((_, response) => response.writeHead(307, { location: target }).end());
    expect(await aSender().send(aCall(url))).toMatchObject({ kind: 'retry', error: 'HTTP_307' });
    expect(followed).toBe(0);
  });

  it('that never answers is given up on after the time for the first byte', async () => {
    const url = await receiver(() => undefined);
    const outcome = await aSender({ limits: quick }).send(aCall(url));
    expect(outcome).toMatchObject({ kind: 'retry', error: 'TIMEOUT_RESPONSE' });
    expect(outcome.durationMs).toBeLessThan(2_500);
  });

  it('that drips its reply is cut off when the time is up, and counts as a failure', async () => {
    let isOpen = true;
    const url = await receiver((request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 50);
      request.socket.on('close', () => {
        isOpen = false;
        clearInterval(drip);
      });
    });
    const outcome = await aSender({ limits: quick }).send(aCall(url));
    expect(outcome).toMatchObject({ kind: 'retry', error: 'TIMEOUT_RESPONSE' });
    expect(outcome.durationMs).toBeLessThan(1_500);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isOpen).toBe(false);
  });

  it('that drips its headers is cut off as well', async () => {
    const port = await listening(
      createTcpServer((socket) => {
        socket.on('error', () => undefined).write('HTTP/1.1 200 OK\r\n');
        const drip = setInterval(() => socket.write('x: y\r\n'), 50);
        socket.on('close', () => {
          clearInterval(drip);
        });
      }),
    );
    const outcome = await aSender({ limits: quick }).send(aCall(`http://127.0.0.1:${port}`));
    expect(outcome).toMatchObject({ kind: 'retry', error: 'TIMEOUT_RESPONSE' });
    expect(outcome.durationMs).toBeLessThan(1_500);
  });

  it.each([
    [200, 'sent', 'REPLY_TOO_LARGE'],
    [500, 'retry', 'HTTP_500'],
  ] as const)('that answers %d with an endless reply is read to 64 kB and no further', async (statusCode, kind, error) => {
    let sent = 0;
    const url = await receiver((request, response) => {
      response.writeHead(statusCode);
      const more = () => {
        while (!request.socket.destroyed && response.write(Buffer.alloc(16_384, 'x'))) sent += 16_384;
      };
      response.on('drain', more);
      more();
    });
    expect(await aSender().send(aCall(url))).toMatchObject({ kind, error, statusCode });
    // What the kernel's buffers took on the way is beyond our reading.
    expect(sent).toBeLessThan(32 * 1_024 * 1_024);
  });

  it.each([
    ['resets at once', (socket: { resetAndDestroy(): unknown }) => socket.resetAndDestroy(), 'RESET'],
    ['hangs up at once', (socket: { end(): unknown }) => socket.end(), 'RESET'],
    ['speaks something else', (socket: { end(text: string): unknown }) => socket.end('220 mail.example ESMTP\r\n'), 'REPLY_UNREADABLE'],
    [
      'hangs up in its reply',
      (socket: { end(text: string): unknown }) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nx'),
      'RESET',
    ],
    [
      'sends endless headers',
      (socket: { end(text: string): unknown }) => socket.end(`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(10_000)}\r\n`),
      'REPLY_TOO_LARGE',
    ],
  ])('that %s is tried again', async (_, misbehave, error) => {
    const port = await listening(
      createTcpServer((socket) => {
        socket.on('error', () => undefined).once('data', () => misbehave(socket));
      }),
    );
    expect(await aSender({ limits: quick }).send(aCall(`http://127.0.0.1:${port}`))).toMatchObject({ kind: 'retry', error });
  });

  it('that is not there is tried again', async () => {
    const port = await listening(createTcpServer());
    await closers.pop()?.();
    expect(await aSender().send(aCall(`http://127.0.0.1:${port}`))).toMatchObject({ kind: 'retry', error: 'CONNECT' });
  });

  it('whose name does not resolve is tried again', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' }));
    expect(await aSender({ resolve }).send(aCall('https://soc.example.org/'))).toMatchObject({ kind: 'retry', error: 'DNS' });
  });

  it('harms only itself: with fifty that hang, a healthy one is served at once', async () => {
    const hanging = await receiver(() => undefined);
    const healthy = await receiver((_, response) => response.end());
    const sender = aSender({ limits: quick, inFlight: { perEndpoint: 4, perOrigin: 8, inAll: 12 } });
    const stuck = Array.from({ length: 50 }, (_, index) =>
      sender.send(aCall(hanging, { endpointId: `hanging-${index}`, startWithinMs: 100 })),
    );
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => sender.send(aCall(healthy, { endpointId: 'healthy' }))));
    expect(outcomes.every(({ kind, durationMs }) => kind === 'sent' && durationMs < 350)).toBe(true);
    const kinds = (await Promise.all(stuck)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'retry')).toHaveLength(8);
    expect(kinds.filter((kind) => kind === 'not_started')).toHaveLength(42);
    expect(sender.load).toEqual({ running: 0, waiting: 0 });
  });
});

describe('the way inside', () => {
  /** A receiver on this machine that counts every connection, whatever is done with it. */
  async function trap(): Promise<{ port: number; count: () => number }> {
    let connections = 0;
    const port = await listening(
      createTcpServer((socket) => {
        connections += 1;
        socket
          .on('error', () => undefined)
          .resume()
          .end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
      }),
    );
    return { port, count: () => connections };
  }

  it('is closed in production to every form of an address of this machine', async () => {
    const { port, count } = await trap();
    const sender = aSender({ allowLoopback: false, limits: quick });
    const hosts = [
      '127.0.0.1',
      '127.1',
      '0177.0.0.1',
      '0x7f000001',
      '2130706433',
      'localhost',
      'localhost.',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::7f00:1]',
    ];
    for (const host of hosts) {
      for (const scheme of ['http', 'https']) {
        expect(await sender.send(aCall(`${scheme}://${host}:${port}/`))).toMatchObject({ kind: 'retry', error: 'ADDRESS_REFUSED' });
      }
    }
    expect(count()).toBe(0);
  });

  it('is closed to a name that leads there, also beside a public address', async () => {
    const { port, count } = await trap();
    for (const addresses of [['127.0.0.1'], ['93.184.215.14', '127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], []]) {
      const sender = aSender({ allowLoopback: false, limits: quick, resolve: () => Promise.resolve(addresses) });
      expect(await sender.send(aCall(`https://soc.example.org:${port}/`))).toMatchObject({ kind: 'retry', error: 'ADDRESS_REFUSED' });
    }
    expect(count()).toBe(0);
  });

  it('is closed to a name that changes its answer after it was used (DNS rebinding)', async () => {
    const { port, count } = await trap();
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    let asked = 0;
    const sender = aSender({ limits: { ...quick, keepAliveMs: 1 }, resolve: () => Promise.resolve(answers[asked++] ?? []) });
    expect(await sender.send(aCall(`http://soc.example.org:${port}/`))).toMatchObject({ kind: 'sent' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await sender.send(aCall(`http://soc.example.org:${port}/`))).toMatchObject({ kind: 'retry', error: 'ADDRESS_REFUSED' });
    expect(asked).toBe(2);
    expect(count()).toBe(1);
  });

  it('is closed a second time where connections are opened, whatever was checked before', async () => {
    const { port, count } = await trap();
    const origins = new Origins({
      allowLoopback: false,
      maxOrigins: 10,
      connectTimeoutMs: 500,
      firstByteTimeoutMs: 500,
      keepAliveMs: 1_000,
      resolve: () => Promise.resolve(['127.0.0.1']),
    });
    closers.push(() => origins.close());
    for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', 'localhost', 'soc.example.org']) {
      const call = origins.of(`http://${host}:${port}`).take().request({ method: 'POST', path: '/', body: '{}' });
      await expect(call).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
    }
    expect(count()).toBe(0);
  });

  it('connects to an address that was checked, and asks no one else for the name', async () => {
    const seen: (string | undefined)[] = [];
    const url = await receiver((request, response) => {
      seen.push(request.headers.host);
      response.end();
    });
    const { port } = new URL(url);
    const sender = aSender({ resolve: () => Promise.resolve(['127.0.0.1']) });
    expect(await sender.send(aCall(`http://soc.example.org:${port}/`))).toMatchObject({ kind: 'sent' });
    expect(seen).toEqual([`soc.example.org:${port}`]);
  });

  it('is http only in development', async () => {
    const sender = aSender({ allowLoopback: false, resolve: () => Promise.reject(new Error('was asked')) });
    expect(await sender.send(aCall('http://soc.example.org/'))).toMatchObject({ kind: 'retry', error: 'ADDRESS_REFUSED' });
  });
});

describe('TLS', () => {
  async function tlsReceiver(): Promise<{ port: number; names: (string | false | undefined)[]; bodies: number }> {
    const state = { port: 0, names: [] as (string | false | undefined)[], bodies: 0 };
    const server = createTlsServer(
      { key: LOOPBACK_KEY, cert: LOOPBACK_CERTIFICATE },
      (request: IncomingMessage, response: ServerResponse) => {
        state.bodies += 1;
        request.resume();
        response.end();
      },
    );
    server.on('secureConnection', (socket) => state.names.push(socket.servername ?? undefined));
    state.port = await listening(server);
    return state;
  }

  it('refuses a certificate that nobody vouches for, and sends nothing', async () => {
    const state = await tlsReceiver();
    expect(await aSender().send(aCall(`https://localhost:${state.port}/`))).toMatchObject({ kind: 'retry', error: 'TLS' });
    expect(state.bodies).toBe(0);
  });

  it('accepts one of an authority that the operator named, for the name that was asked', async () => {
    const state = await tlsReceiver();
    const sender = aSender({ certificateAuthorities: [LOOPBACK_CERTIFICATE], resolve: () => Promise.resolve(['127.0.0.1']) });
    expect(await sender.send(aCall(`https://soc.harbourlight.example:${state.port}/`))).toMatchObject({ kind: 'sent' });
    expect(state.names).toEqual(['soc.harbourlight.example']);
  });

  it('refuses a certificate for another name', async () => {
    const state = await tlsReceiver();
    const sender = aSender({ certificateAuthorities: [LOOPBACK_CERTIFICATE], resolve: () => Promise.resolve(['127.0.0.1']) });
    expect(await sender.send(aCall(`https://other.harbourlight.example:${state.port}/`))).toMatchObject({ kind: 'retry', error: 'TLS' });
    expect(state.bodies).toBe(0);
  });
});

describe('kept connections', () => {
  it('are let go for the origins used longest ago', async () => {
    const sender = aSender({ limits: { maxOrigins: 3 } });
    const urls = await Promise.all(Array.from({ length: 6 }, () => receiver((_, response) => response.end())));
    for (const url of [...urls, ...urls]) expect((await sender.send(aCall(url))).kind).toBe('sent');
  });
});
