import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Connections } from './connections.js';
import { postOnce } from './post-once.js';

const LIMITS = { totalMs: 2_000, maxReplyBytes: 1_000, maxExcerptBytes: 100 };

describe('the connections of one origin', () => {
  let server: Server;
  let connections: Connections;
  let opened = 0;
  const waiting: (() => void)[] = [];

  beforeEach(async () => {
    opened = 0;
    waiting.length = 0;
    server = createServer((request, response) => {
      if (request.url === '/wait') waiting.push(() => response.end());
      else response.end();
    }).on('connection', () => (opened += 1));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    connections = new Connections(`http://127.0.0.1:${port}`, { pipelining: 1, allowH2: false, keepAliveTimeout: 60_000 });
  });

  afterEach(async () => {
    await connections.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const post = (path: string) => {
    const connection = connections.take();
    const request = { path, headers: [], body: Buffer.from('{}') };
    return { connection, result: postOnce(connection, request, LIMITS) };
  };

  it('are used again, the one used last first', async () => {
    const [first, second] = [post('/'), post('/')];
    await Promise.all([first.result, second.result]);
    connections.giveBack(first.connection);
    connections.giveBack(second.connection);
    expect(connections.take()).toBe(second.connection);
    connections.giveBack(second.connection);
    for (let n = 0; n < 10; n += 1) {
      const { connection, result } = post('/');
      await result;
      connections.giveBack(connection);
    }
    expect(opened).toBe(2);
  });

  it('are not used again after they were discarded, and what they hold ends', async () => {
    const { connection, result } = post('/wait');
    while (waiting.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    connections.discard(connection);
    expect(await result).toHaveProperty('error');
    connections.giveBack(connection);
    expect(connections.take()).not.toBe(connection);
  });

  it('close when their calls have ended', async () => {
    const { result } = post('/wait');
    while (waiting.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const closed = connections.close();
    waiting[0]?.();
    expect(await result).toMatchObject({ statusCode: 200 });
    await closed;
  });
});
