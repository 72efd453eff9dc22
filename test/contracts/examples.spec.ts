import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '#libs/embedded';
import { Webhook } from 'standardwebhooks';
import { TaxiiStage } from '../support/taxii.js';

/** The clients of examples/, each in its own process, as a stranger runs them. */
const FOLDER = new URL('../../examples/', import.meta.url).pathname;
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const has = (program: string) => spawnSync(program, [program === 'openssl' ? 'version' : '--version'], { stdio: 'ignore' }).status === 0;
const hasPython = has('python3');
const hasCurl = has('curl') && has('openssl');

/** Skipped, and named as skipped, where the machine lacks the program. CI refuses a skip. */
const withProgram = (isThere: boolean, what: string) => (name: string, run: () => Promise<void>) => {
  if (isThere) it(name, run);
  else it.skip(`${name} (needs ${what})`, run);
};
const withPython = withProgram(hasPython, 'python3');
const withCurl = withProgram(hasCurl, 'curl and openssl');

const TAXII = { typescript: [process.execPath, 'typescript/taxii-client.ts'], python: ['python3', 'python/taxii_client.py'] } as const;
const RECEIVERS = {
  typescript: [process.execPath, 'typescript/webhook-receiver.ts'],
  python: ['python3', 'python/webhook_receiver.py'],
} as const;

let folder: string;
let stage: TaxiiStage;
const running: ChildProcess[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'harbourlight-examples-'));
  stage = await TaxiiStage.begin();
  await stage.shareMarkings();
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await stage.end();
  rmSync(folder, { recursive: true, force: true });
});

function start([program, script]: readonly [string, string], environment: Readonly<Record<string, string>>): ChildProcess {
  return spawn(program, [join(FOLDER, script)], { env: { PATH: process.env['PATH'], ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function outputOf(command: readonly [string, string], environment: Readonly<Record<string, string>>): Promise<string> {
  const child = start(command, environment);
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${command[1]} ended with ${String(code)}: ${stderr}`);
  return stdout;
}

const idsIn = (lines: string) =>
  lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { id: string }).id);

async function readsWhatIsNew(command: readonly [string, string]): Promise<void> {
  const state = join(folder, `${command[1].replaceAll('/', '-')}.json`);
  const url = `${stage.api.url}/taxii2/`;
  const token = await stage.api.tokenFor(stage.people.bankMember);
  const environment = { TAXII_URL: url, TAXII_STATE: state, TAXII_TOKEN: token };
  const secret = await stage.plant(2, { kind: 'green', keys: ['member'] });
  const open = await stage.plant(1_200);
  // The publisher, the four labels, and the definition of our extension with who made it are in each of the three collections.
  const SHARED = 2 * 7;
  const first = idsIn(await outputOf(command, environment));
  expect(first.length).toBe(new Set(first).size + SHARED);
  expect(first).toEqual(expect.arrayContaining([...secret, ...open]));
  expect(await outputOf(command, environment)).toBe('');
  const later = await stage.plant(3);
  expect(idsIn(await outputOf(command, environment))).toEqual(later);
  const asVisitor = idsIn(await outputOf(command, { TAXII_URL: url }));
  expect(asVisitor).toEqual(expect.arrayContaining(open));
  expect(asVisitor.filter((id) => secret.includes(id))).toEqual([]);
}

describe('the TAXII client', () => {
  it('in TypeScript reads all that is its own, then only what is new, and without a token what is public', async () => {
    await readsWhatIsNew(TAXII.typescript);
  });

  withPython('in Python reads all that is its own, then only what is new, and without a token what is public', async () => {
    await readsWhatIsNew(TAXII.python);
  });

  withCurl('of curl walks through a collection page by page', async () => {
    const planted = await stage.plant(7, { kind: 'green', keys: ['member'] });
    const token = await stage.api.tokenFor(stage.people.bankMember);
    const environment = { TAXII_URL: `${stage.api.url}/taxii2/`, TAXII_TOKEN: token, ROOT: 'members', COLLECTION: 'green', LIMIT: '3' };
    const pages = (await outputOf(['sh', 'curl/taxii.sh'], environment)).trim().split('\n');
    const objects = pages.flatMap((page) => (JSON.parse(page) as { objects: { id: string }[] }).objects.map(({ id }) => id));
    expect(pages.length).toBeGreaterThanOrEqual(3);
    expect(objects.slice(-7)).toEqual(planted);
    expect(new Set(objects).size).toBe(objects.length);
  });
});

interface RunningReceiver {
  readonly url: string;
  readonly written: () => string[];
}

async function startReceiver(command: readonly [string, string]): Promise<RunningReceiver> {
  const port = await freePort();
  const child = start(command, { PORT: String(port), WEBHOOK_SECRET: SECRET });
  running.push(child);
  let stdout = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  const url = `http://127.0.0.1:${port}/alerts`;
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await fetch(url, { method: 'POST' }).catch(() => undefined)) break;
    await pause(50);
  }
  return { url, written: () => stdout.split('\n').filter((line) => line !== '') };
}

async function call(url: string, id: string, body: string, { at = new Date(), secret = SECRET, sent = body } = {}): Promise<Response> {
  const signature = new Webhook(secret).sign(id, at, body);
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': `v1,AAAA ${signature}`,
  };
  return fetch(url, { method: 'POST', headers, body: sent });
}

async function receivesWhatIsGenuine(command: readonly [string, string]): Promise<void> {
  const { url, written } = await startReceiver(command);
  const challenge = await call(url, 'msg_1', JSON.stringify({ type: 'endpoint.challenge', timestamp: 'x', data: { challenge: 'word' } }));
  expect([challenge.status, await challenge.json()]).toEqual([200, { challenge: 'word' }]);
  const body = JSON.stringify({ type: 'advisory.published', timestamp: 'x', data: { title: '漏洞 "quoted"' } });
  expect((await call(url, 'msg_2', body)).status).toBe(204);
  expect((await call(url, 'msg_2', body)).status).toBe(204);
  expect((await call(url, 'msg_3', body, { secret: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' })).status).toBe(401);
  expect((await call(url, 'msg_4', body, { sent: body.replace('published', 'withdrawn') })).status).toBe(401);
  for (const minutes of [-6, 6]) expect((await call(url, 'msg_5', body, { at: new Date(Date.now() + minutes * 60_000) })).status).toBe(401);
  expect((await fetch(url, { method: 'POST', body })).status).toBe(401);
  expect(written()).toEqual([body]);
  if (!hasCurl) return;
  const child = spawn('sh', [join(FOLDER, 'curl/send-webhook.sh'), url], {
    env: { PATH: process.env['PATH'], WEBHOOK_SECRET: SECRET },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let status = '';
  child.stdout.on('data', (chunk: Buffer) => (status += chunk.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  expect(status.trim()).toBe('204');
  expect(written()).toHaveLength(2);
}

describe('the webhook receiver', () => {
  it('in TypeScript repeats a challenge, takes a genuine event once, and nothing else', async () => {
    await receivesWhatIsGenuine(RECEIVERS.typescript);
  });

  withPython('in Python repeats a challenge, takes a genuine event once, and nothing else', async () => {
    await receivesWhatIsGenuine(RECEIVERS.python);
  });
});
