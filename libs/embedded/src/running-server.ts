import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { DataFolder } from './data-folder.js';
import { embeddedUnavailable } from './embedded.errors.js';
import { commandLineOf, isAlive } from './processes.js';

const CANNOT_CONNECT_NOW = '57P03';
const FIRST_ANSWER_MS = 60_000;
/** Recovery after a crash reads the whole write-ahead log since the last checkpoint. */
const RECOVERY_MS = 15 * 60_000;

export interface ServerAddress {
  readonly pid: number;
  readonly port: number;
}

/** The live server of this data folder, read from the lock file that it holds; takes a dead one's lock file away. */
export function findServer(folder: DataFolder): ServerAddress | undefined {
  const file = lockFile(folder);
  if (!existsSync(file)) return undefined;
  // Lines: process, folder, start, port, … (src/include/utils/pidfile.h)
  const [pidLine, , , portLine] = readFileSync(file, 'utf8').split('\n');
  const pid = Number(pidLine);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  if (!isAlive(pid) || !isPostgres(pid)) {
    // The number may be somebody else's by now, above all in a restarted container; PostgreSQL would then refuse to start.
    rmSync(file, { force: true });
    return undefined;
  }
  return { pid, port: Number(portLine) };
}

function lockFile(folder: DataFolder): string {
  return join(folder.cluster, 'postmaster.pid');
}

function isPostgres(pid: number): boolean {
  return process.platform !== 'linux' || (commandLineOf(pid)?.includes('postgres') ?? false);
}

export type Answer = 'ready' | 'gone' | 'silent';

/**
 * Waits until the server answers questions. `gone` when its process ends first; `silent` when it neither answers nor ends, within
 * a minute, or 15 while it says that it recovers.
 */
export async function waitForAnswer(adminUrl: string, hasEnded: () => boolean, firstAnswerMs = FIRST_ANSWER_MS): Promise<Answer> {
  const startedMs = performance.now();
  let limitMs = firstAnswerMs;
  while (performance.now() - startedMs < limitMs) {
    if (hasEnded()) return 'gone';
    const refusal = await ask(adminUrl);
    if (refusal === undefined) return 'ready';
    if (refusal.code === CANNOT_CONNECT_NOW) limitMs = Math.max(limitMs, RECOVERY_MS);
    else if (refusal.code !== 'ECONNREFUSED' && refusal.code !== 'ECONNRESET') refuseStranger(refusal);
    await sleep(50);
  }
  return 'silent';
}

interface Refusal extends Error {
  readonly code?: string;
}

async function ask(adminUrl: string): Promise<Refusal | undefined> {
  const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // A server that goes away in between is asked again.
  try {
    await client.connect();
    await client.query('SELECT 1');
    return undefined;
  } catch (error) {
    return error as Refusal;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function refuseStranger(refusal: Refusal): void {
  const INVALID_PASSWORD = '28P01';
  if (refusal.code !== INVALID_PASSWORD) return;
  throw embeddedUnavailable(
    'EMBEDDED_PASSWORD_WRONG',
    'The database in the data folder does not accept the password of its secrets.json. Restore that file, or move the data folder away to begin anew.',
    refusal,
  );
}
