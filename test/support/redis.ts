import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import { Redis } from 'ioredis';
import { freePort } from '#libs/embedded';

export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

export const hasRedis = spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;

/** The variants of a suite that need Redis: skipped, and named as skipped, where there is none. CI refuses a skip. */
export function describeWithRedis(name: string, tests: () => void): void {
  if (hasRedis) describe(name, tests);
  else describe.skip(`${name} (needs Redis: apt-get install redis-server)`, tests);
}

/** A Redis of its own on a free loopback port, configured as production is: append-only file and no eviction. */
export async function startTestRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'harbourlight-redis-'));
  const port = await freePort();
  const server = spawn(
    'redis-server',
    ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'],
    { stdio: 'ignore' },
  );
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await waitForPong(port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `redis://127.0.0.1:${port}`, stop };
}

async function waitForPong(port: number): Promise<void> {
  const tries = 200;
  const client = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null, retryStrategy: (count) => (count > tries ? null : 50) });
  client.on('error', () => undefined); // Refused until it listens.
  try {
    await client.ping();
  } finally {
    client.disconnect();
  }
}
