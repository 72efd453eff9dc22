import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readWebConfig } from '#libs/config';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { createWeb } from './create-web.js';

const PUBLIC_URL = 'https://portal.cert.example';
const OURS = { origin: PUBLIC_URL };

let folder: string;
let web: FastifyInstance;
/** What was asked of the pages: public ones by address alone, the others with all that the visitor sent. */
let rendered: string[];
let handed: string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'harbourlight-pages-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const apiPort = { now: 4000 };

beforeEach(async () => {
  ({ web } = await aWeb());
});

async function aWeb(): Promise<{ web: FastifyInstance }> {
  [rendered, handed] = [[], []];
  const made = await createWeb({
    config: readWebConfig({ PUBLIC_WEB_URL: PUBLIC_URL, API_URL: `http://127.0.0.1:${apiPort.now}` }),
    log: pino({ level: 'silent' }),
    pages: {
      clientFolder: pathToFileURL(`${folder}/`),
      render: (url) => {
        rendered.push(url);
        return Promise.resolve(new Response(`for everybody, ${rendered.length}`));
      },
      listener: ({ headers }, response) => {
        handed.push(headers.cookie ?? 'nobody');
        response.end(`for ${headers.cookie ?? 'nobody'}, at ${String(headers['x-visitor-address'])}`);
      },
    },
  });
  await made.web.listen({ port: 0, host: '127.0.0.1' });
  return { web: made.web };
}

afterEach(async () => {
  await web.close();
});

interface Question {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Over a connection, as a browser does: public pages are answered before the framework sees a request. */
async function ask({ url, method = 'GET', headers = {} }: Question) {
  const { port } = web.server.address() as AddressInfo;
  const asking = request({ port, path: url, method, headers }).end();
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { statusCode: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() };
}

describe('the pages of one reader', () => {
  it.each(['/org', '/org/alerts/HL-2026-000001', '/console', '/account', '/sign-in', '/links/unsubscribe/x', '/english', '/tcx'])(
    'are made anew for each who asks and kept by nobody: %s',
    async (url) => {
      for (const cookie of ['the bank', 'the water works', 'the bank']) {
        const answer = await ask({ url, headers: { cookie } });
        expect(answer.body).toMatch(`for ${cookie},`);
        expect(answer.headers['cache-control']).toBe('no-store');
      }
      expect([handed, rendered]).toEqual([['the bank', 'the water works', 'the bank'], []]);
    },
  );

  it('are not told an address of the visitor that the visitor made up', async () => {
    const { body } = await ask({ url: '/org', headers: { 'x-visitor-address': '192.0.2.1', cookie: 'the bank' } });
    expect(body).toBe('for the bank, at 127.0.0.1');
  });
});

describe('a public page', () => {
  it.each(['/en', '/tc/alerts/HL-2026-000001', '/sc/search?q=x', '/robots.txt', '/.well-known/security.txt'])(
    'is the same for everybody, without a look at who asks: %s',
    async (url) => {
      const answers = [await ask({ url, headers: { cookie: 'the bank' } }), await ask({ url }), await ask({ url })];
      expect(answers.map(({ body }) => body)).toEqual(Array(3).fill('for everybody, 1'));
      expect([handed, rendered]).toEqual([[], [`${PUBLIC_URL}${url}`]]);
    },
  );

  it('is never answered from the cache where something is sent', async () => {
    await ask({ url: '/en/subscribe' });
    const { body } = await ask({ url: '/en/subscribe', method: 'POST', headers: { ...OURS, cookie: 'a form' } });
    expect(body).toMatch('for a form,');
  });
});

describe('a form', () => {
  it.each([
    ['another site', { origin: 'https://evil.example', host: 'portal.cert.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['nobody knows where', {}],
    ['our name without its encryption', { origin: 'http://portal.cert.example', host: 'portal.cert.example' }],
    ['a name that begins like ours', { origin: `${PUBLIC_URL}.evil.example` }],
  ])('that was sent from %s reaches no page', async (_, headers: Record<string, string>) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const answer = await ask({ url: '/org/tokens/new', method, headers: { ...headers, cookie: 'the bank' } });
      expect([method, answer.statusCode, answer.headers['cache-control']]).toEqual([method, 403, 'no-store']);
    }
    expect(handed).toEqual([]);
  });

  it.each([
    ['our own address', OURS],
    ['another name of ours, as the browser wrote both', { origin: 'https://10.0.0.1', host: '10.0.0.1' }],
  ])('that was sent from %s reaches its page', async (_, headers) => {
    const { body } = await ask({ url: '/org/tokens/new', method: 'POST', headers: { ...headers, cookie: 'the bank' } });
    expect(body).toMatch('for the bank,');
  });
});

describe('a websocket', () => {
  /** What the API is asked, and how a browser is answered that comes from some page. */
  async function opened(headers: Readonly<Record<string, string>>, path = '/live'): Promise<{ status: number | undefined; asked: string }> {
    let asked = '';
    const api = createServer((socket) => {
      socket.once('data', (bytes: Buffer) => {
        asked = bytes.toString();
        socket.end('HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n');
      });
    }).listen(0, '127.0.0.1');
    await once(api, 'listening');
    apiPort.now = (api.address() as AddressInfo).port;
    const { web: listening } = await aWeb();
    const asking = request({
      port: (listening.server.address() as AddressInfo).port,
      path,
      headers: { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-key': 'x', ...headers },
    }).end();
    const status = await new Promise<number | undefined>((resolve, reject) => {
      asking.once('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asking.once('upgrade', (response, socket) => {
        socket.destroy();
        resolve(response.statusCode);
      });
      asking.once('error', reject);
    });
    await listening.close();
    api.close();
    return { status, asked };
  }

  it('of one of our pages is passed on with its cookie, and is ours to the API', async () => {
    const { status, asked } = await opened({ ...OURS, cookie: 'the bank' });
    expect(status).toBe(101);
    expect(asked).toMatch(/^GET \/graphql HTTP/u);
    expect(asked).toContain('cookie: the bank');
    expect(asked).toContain(`origin: ${PUBLIC_URL}`);
  });

  it.each([
    ['another site', { origin: 'https://evil.example' }, '/live'],
    ['nobody knows where', {}, '/live'],
    ['our page to another address', OURS, '/graphql'],
  ])('from %s comes to no API', async (_, headers, path) => {
    expect(await opened({ ...headers, cookie: 'the bank' }, path)).toEqual({ status: 403, asked: '' });
  });
});
