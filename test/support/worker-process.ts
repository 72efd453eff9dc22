import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '#libs/embedded';
import type { TestDatabase } from './test-database.js';

const ROOT = process.cwd();

export interface WorkerProcess {
  readonly port: number;
  readonly pid: number;
  /** At once, as a crash does. */
  kill(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** SIGTERM and wait for the end; answers with the exit code. */
  stop(): Promise<number | null>;
  /** What it has written to its log and to its error output. */
  output(): string;
}

export interface WorkerSettings {
  readonly smtpUrl?: string;
  readonly redisUrl?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A real worker in a process of its own, from the build, which starts in two thirds of the time. Resolves when it says that it is ready. */
export async function startWorkerProcess(database: TestDatabase, settings: WorkerSettings = {}): Promise<WorkerProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'harbourlight-worker-'));
  const port = await freePort();
  const child = spawn(process.execPath, [join(ROOT, 'dist/apps/worker/src/main.js')], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      LOG_LEVEL: 'info',
      DATABASE_URL: database.workerUrl,
      SECRET_KEY: database.secretKey,
      DATA_DIR: dataDir,
      WORKER_PORT: String(port),
      ALLOW_LOOPBACK_WEBHOOKS: 'true',
      ...(settings.smtpUrl === undefined ? {} : { SMTP_URL: settings.smtpUrl }),
      ...(settings.redisUrl === undefined ? {} : { REDIS_URL: settings.redisUrl }),
      ...settings.environment,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const ended = once(child, 'exit').then(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });
  await waitUntilReady(child, port, () => output);
  return {
    port,
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    signal: (signal) => void child.kill(signal),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
    output: () => output,
  };
}

const READY_MS = 30_000;

async function waitUntilReady(child: ChildProcess, port: number, output: () => string): Promise<void> {
  const deadline = performance.now() + READY_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the worker ended before it was ready:\n${output()}`);
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    await pause(50);
  }
  child.kill('SIGKILL');
  throw new Error(`the worker was not ready within ${READY_MS} ms:\n${output()}`);
}
