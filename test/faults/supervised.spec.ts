import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort } from '#libs/embedded';
import { ROOT } from '../architecture/committed-files.js';

interface Process {
  readonly pid: number;
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface SupervisedModule {
  readonly Supervised: new (options: Record<string, unknown>) => Process;
}

const MODULE = pathToFileURL(join(ROOT, 'scripts', 'launch', 'supervised.mjs'));
const CHILD = pathToFileURL(join(ROOT, 'test', 'faults', 'supervised-child.mjs'));
const started: Process[] = [];

afterEach(async () => {
  for (const process of started.splice(0)) await process.stop();
});

async function aProcess(environment: Record<string, string> = {}): Promise<{ process: Process; url: string }> {
  const { Supervised } = (await import(MODULE.href)) as SupervisedModule;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const options = {
    name: 'test',
    script: CHILD,
    healthUrl: url,
    log: new PassThrough().resume(),
    showFrom: 100,
    onChange: () => undefined,
  };
  const supervised = new Supervised({ ...options, environment: { ...process.env, TEST_PORT: String(port), ...environment } });
  started.push(supervised);
  return { process: supervised, url };
}

/** The number of the process that answers at `url`, or `undefined`. */
async function answering(url: string): Promise<number | undefined> {
  return fetch(url).then(
    async (response) => Number(await response.text()),
    () => undefined,
  );
}

async function until(isSo: () => Promise<boolean>, timeoutMs = 15_000): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    if (await isSo()) return true;
    await sleep(50);
  }
  return false;
}

describe('a process of an installation', () => {
  it('comes back by itself when it is killed', async () => {
    const { process: supervised, url } = await aProcess();
    await supervised.start();
    const first = supervised.pid;
    expect(await answering(url)).toBe(first);
    process.kill(first, 'SIGKILL');
    expect(await until(async () => ![undefined, first].includes(await answering(url)))).toBe(true);
  });

  it('is not started over and over when its settings are wrong', async () => {
    const { process: supervised } = await aProcess({ TEST_FAULT: 'refuses-its-settings' });
    await expect(supervised.start()).rejects.toThrow('ended with code 1 while starting');
  });

  it('stays stopped once it was told to stop', async () => {
    const { process: supervised, url } = await aProcess();
    await supervised.start();
    await supervised.stop();
    await sleep(1_500);
    expect(await answering(url)).toBeUndefined();
  });

  it('ends with a launcher that was killed', async () => {
    const port = await freePort();
    const launcher = `import { Supervised } from ${JSON.stringify(MODULE.href)};
      const options = { name: 'test', script: new URL(${JSON.stringify(CHILD.href)}), healthUrl: 'http://127.0.0.1:${port}/' };
      const { PassThrough } = await import('node:stream');
      await new Supervised({ ...options, environment: process.env, log: new PassThrough().resume(), showFrom: 100, onChange() {} }).start();
      console.log('ready');`;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', launcher], {
      env: { ...process.env, TEST_PORT: String(port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(parent.stdout, 'data');
    const url = `http://127.0.0.1:${port}/`;
    expect(await answering(url)).toBeDefined();
    parent.kill('SIGKILL');
    expect(await until(async () => (await answering(url)) === undefined)).toBe(true);
  });
});
