import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AddressRefused } from './address-guard.js';
import { guardedConnector } from './guarded-connector.js';

let server: Server;
let port: string;

beforeAll(async () => {
  server = createServer((socket) => socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = String((server.address() as AddressInfo).port);
});

afterAll(() => {
  server.close();
});

/** Resolves a name to this machine, which is allowed until it was looked up, and as long as `stays`. */
async function connecting(stays: boolean): Promise<{ error: Error | null; isOpen: boolean }> {
  let isAllowed = true;
  const connect = guardedConnector({
    connectTimeoutMs: 5_000,
    get allowLoopback() {
      return isAllowed;
    },
    resolve: () => {
      // After the answer was checked, and before a connection stands.
      setImmediate(() => (isAllowed = stays));
      return Promise.resolve(['127.0.0.1']);
    },
  });
  return new Promise((resolve) => {
    connect({ hostname: 'receiver.example', host: 'receiver.example', protocol: 'http:', port }, (error, socket) => {
      resolve({ error, isOpen: socket !== null });
      socket?.destroy();
    });
  });
}

describe('a connection', () => {
  it('is handed out where it leads to an address that is allowed', async () => {
    expect(await connecting(true)).toEqual({ error: null, isOpen: true });
  });

  it('is closed where it leads to another than was allowed, whatever was looked up', async () => {
    expect(await connecting(false)).toEqual({ error: new AddressRefused('receiver.example'), isOpen: false });
  });
});
