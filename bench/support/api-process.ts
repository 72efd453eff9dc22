import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { serviceUrl } from '#libs/database';
import { freePort } from '#libs/embedded';
import { SECRET_KEY } from './stage.js';

export interface ApiProcess {
  readonly pid: number;
  readonly origin: string;
  /** From the spawn to the first right answer, in milliseconds. */
  readonly startedInMs: number;
  stop(): void;
}

export interface ApiSettings {
  readonly adminUrl: string;
  readonly dataDir: string;
  readonly secretKey?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The API of the build in a process of its own, asked every `pollMs` until `isRight` answers true of its origin. */
export async function startApiProcess(
  { adminUrl, dataDir, secretKey = SECRET_KEY, environment }: ApiSettings,
  isRight: (origin: string) => Promise<boolean> = isReady,
  pollMs = 20,
): Promise<ApiProcess> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['dist/apps/api/src/main.js'], {
    stdio: ['ignore', process.env['BENCH_TALK'] === '1' ? 'inherit' : 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      LOG_LEVEL: 'error',
      DATABASE_URL: serviceUrl(adminUrl, 'harbourlight_api', secretKey),
      SECRET_KEY: secretKey,
      DATA_DIR: dataDir,
      API_PORT: String(port),
      SMTP_URL: 'smtp://127.0.0.1:9',
      PUBLIC_API_URL: 'https://api.example.org',
      PUBLIC_WEB_URL: 'https://www.example.org',
      ...environment,
    },
  });
  const origin = `http://127.0.0.1:${port}`;
  let last: unknown;
  while (performance.now() - startedAt < 60_000 && child.exitCode === null) {
    const isUp = await isRight(origin).catch((error: unknown) => {
      last = error;
      return false;
    });
    const startedInMs = performance.now() - startedAt;
    if (isUp) return { pid: child.pid ?? 0, origin, startedInMs, stop: () => void child.kill() };
    await pause(pollMs);
  }
  child.kill();
  throw new Error('the API did not start', { cause: last });
}

async function isReady(origin: string): Promise<boolean> {
  return (await fetch(`${origin}/health/ready`)).ok;
}
