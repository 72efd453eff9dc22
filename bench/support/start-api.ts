import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { serviceUrl } from '#libs/database';
import { freePort } from '#libs/embedded';

export interface ApiOptions {
  /** The owner's; the API takes its own role in the same database. */
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly secretKey: string;
}

export interface RunningApi {
  readonly pid: number;
  readonly origin: string;
  readonly stop: () => void;
}

/** The API as `npm start` runs it, in a process of its own, once it says that it is ready; API_FLAGS are Node's. */
export async function startApi({ databaseUrl, dataDir, secretKey }: ApiOptions): Promise<RunningApi> {
  const port = await freePort();
  const child = spawn(process.execPath, [...(process.env['API_FLAGS'] ?? '').split(' ').filter(Boolean), 'dist/apps/api/src/main.js'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      LOG_LEVEL: 'error',
      DATABASE_URL: serviceUrl(databaseUrl, 'harbourlight_api', secretKey),
      SECRET_KEY: secretKey,
      DATA_DIR: dataDir,
      API_PORT: String(port),
      SMTP_URL: 'smtp://127.0.0.1:9',
      PUBLIC_API_URL: 'https://api.example.org',
      PUBLIC_WEB_URL: 'https://www.example.org',
    },
  });
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 300; tries += 1) {
    const isReady = await fetch(`${origin}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return { pid: child.pid ?? 0, origin, stop: () => child.kill() };
    if (child.exitCode !== null) break;
    await pause(100);
  }
  throw new Error('the API did not start');
}
