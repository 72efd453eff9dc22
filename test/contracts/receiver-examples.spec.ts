import { execFile, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort } from '#libs/embedded';
import { Webhook } from 'standardwebhooks';
import { GO, PYTHON, SHELL, TYPESCRIPT } from '../../apps/web/app/members/org/endpoints/receiver-examples.js';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;
const BODY = JSON.stringify({ type: 'endpoint.test', data: { text: '測試 – “naïve”' } });
const CHALLENGE = JSON.stringify({ type: 'endpoint.challenge', data: { challenge: 'c-1' } });
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

function has(command: string): boolean {
  return spawnSync(command, command === 'go' || command === 'openssl' ? ['version'] : ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Runs one example with the secret and answers its address once it listens. */
async function start(
  command: string,
  fileName: string,
  code: string,
  args: readonly string[] = [],
): Promise<{ url: string; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'harbourlight-receiver-'));
  await writeFile(join(folder, fileName), code);
  const port = await freePort();
  const environment = { PATH: process.env['PATH'], HOME: folder, PORT: String(port), WEBHOOK_SECRET: SECRET };
  const child = spawn(command, [...args, fileName], { cwd: folder, env: environment, stdio: 'ignore' });
  started.push(child);
  const url = `http://127.0.0.1:${port}/alerts`;
  for (let tries = 0; tries < 200; tries += 1) {
    if (await fetch(url, { method: 'POST', body: '' }).catch(() => undefined)) return { url, folder };
    await pause(100);
  }
  throw new Error(`${fileName} does not listen`);
}

/** A call as Harbourlight signs it, by a stranger's library; `change` spoils something after it was signed. */
async function call(
  url: string,
  body: string,
  change: { readonly secret?: string; readonly secondsAgo?: number; readonly sent?: string } = {},
) {
  const at = new Date(Date.now() - (change.secondsAgo ?? 0) * 1000);
  const signature = new Webhook(change.secret ?? SECRET).sign('msg_1', at, body);
  const old = new Webhook(`whsec_${Buffer.from('the secret before the rotation..').toString('base64')}`).sign('msg_1', at, body);
  return fetch(url, {
    method: 'POST',
    body: change.sent ?? body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      // During a rotation there are two, and either may be the right one.
      'webhook-signature': `${old} ${signature}`,
    },
  });
}

const RECEIVERS = [
  {
    name: 'TypeScript',
    command: process.execPath,
    fileName: 'receiver.ts',
    code: TYPESCRIPT,
    args: ['--disable-warning=ExperimentalWarning'],
  },
  { name: 'Python', command: 'python3', fileName: 'receiver.py', code: PYTHON, args: [] },
  { name: 'Go', command: 'go', fileName: 'receiver.go', code: GO, args: ['run'] },
] as const;

describe('the examples beside a webhook', () => {
  // What is not installed here cannot run here; Node always is.
  const runnable = RECEIVERS.filter(({ command }) => has(command));
  it('run at least where Node does', () => {
    expect(runnable.length).toBeGreaterThan(0);
  });

  for (const { name, command, fileName, code, args } of runnable) {
    it(`the receiver in ${name} takes what is signed, and nothing else`, async () => {
      const { url, folder } = await start(command, fileName, code, args);
      expect((await call(url, BODY)).ok).toBe(true);
      expect((await call(url, BODY, { secret: `whsec_${Buffer.from('another secret, as long as that').toString('base64')}` })).status).toBe(
        401,
      );
      expect((await call(url, BODY, { sent: `${BODY} ` })).status).toBe(401);
      expect((await call(url, BODY, { secondsAgo: 400 })).status).toBe(401);
      expect((await fetch(url, { method: 'POST', body: BODY })).status).toBe(401);
      expect(await (await call(url, CHALLENGE)).json()).toEqual({ challenge: 'c-1' });
      await rm(folder, { recursive: true, force: true });
    }, 60_000);
  }

  if (!has('openssl') || !has('curl')) return;
  it('the shell sends a call that a stranger’s library accepts', async () => {
    const bodies: unknown[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        bodies.push(new Webhook(SECRET).verify(Buffer.concat(chunks).toString('utf8'), request.headers as Record<string, string>));
        response.writeHead(204).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const script = SHELL.replace('whsec_…', SECRET).replace('http://127.0.0.1:8080/alerts', `http://127.0.0.1:${port}/alerts`);
    await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script]);
    server.close();
    expect(bodies).toEqual([expect.objectContaining({ type: 'endpoint.test' })]);
  });
});
