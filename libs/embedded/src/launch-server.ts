import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, fchownSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { adminUrl } from './admin-url.js';
import type { Binaries } from './binaries.js';
import { lastOfLog, logSize } from './data-folder.js';
import type { DataFolder } from './data-folder.js';
import { embeddedUnavailable } from './embedded.errors.js';
import { freePort, isPortFree } from './free-port.js';
import { findServer, waitForAnswer } from './running-server.js';
import type { ServerAddress } from './running-server.js';
import type { ServerAccount } from './server-account.js';

/** A server that was killed may leave its lock or its shared memory for some 100 ms, until the last of its processes has noticed. */
const TRIES = 20;
const PAUSE_MS = 500;

export interface LaunchOptions {
  readonly mode: 'durable' | 'test';
  readonly port?: number;
  readonly password: string;
}

/** Runs the server of an existing cluster and answers when it can be asked. */
export async function launchServer(
  folder: DataFolder,
  binaries: Binaries,
  account: ServerAccount,
  options: LaunchOptions,
): Promise<ServerAddress> {
  if (options.port !== undefined && !(await isPortFree(options.port))) throw portTaken(options.port);
  let said = '';
  for (let tryNumber = 1; tryNumber <= TRIES; tryNumber += 1) {
    const logStart = logSize(folder);
    const port = options.port ?? (await freePort());
    const child = spawnServer(folder, binaries, account, [...settings(options.mode), '-p', String(port)]);
    const pid = await pidOf(child);
    const answer = await waitForAnswer(adminUrl(port, options.password), () => child.exitCode !== null || child.signalCode !== null);
    // What answered may be another server on the same port: then ours is about to end for want of it.
    if (answer === 'ready' && findServer(folder)?.pid === pid) return { pid, port };
    if (answer !== 'gone') child.kill('SIGINT');
    said = lastOfLog(folder, logStart);
    if (!isPassing(said, options.port !== undefined)) throw failed(folder, said, port);
    await sleep(PAUSE_MS);
  }
  throw failed(folder, said, options.port ?? 0);
}

function spawnServer(folder: DataFolder, binaries: Binaries, account: ServerAccount, args: readonly string[]): ChildProcess {
  // To a file: a pipe would die with us, and a server that cannot write its log does not shut down cleanly.
  const log = openSync(folder.log, 'a', 0o600);
  if (account.person !== undefined) fchownSync(log, account.person.uid, account.person.gid);
  try {
    const [file = '', ...rest] = [...account.prefix, binaries.postgres, '-D', folder.cluster, ...args];
    // Its own session: Ctrl-C in the terminal reaches us alone, and we stop the server last.
    const child = spawn(file, rest, { ...account.person, detached: true, stdio: ['ignore', log, log] });
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

async function pidOf(child: ChildProcess): Promise<number> {
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  if (child.pid === undefined) throw new Error('A started process has a number.');
  return child.pid;
}

function settings(mode: 'durable' | 'test'): string[] {
  const common = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'timezone=UTC', 'log_timezone=UTC'];
  const byMode = {
    // The log must not hold content: no statement beside an error, no row in its detail.
    durable: ['log_min_error_statement=panic', 'log_error_verbosity=terse'],
    test: ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'],
  };
  return [...common, ...byMode[mode]].flatMap((setting) => ['-c', setting]);
}

function isPassing(said: string, isPortGiven: boolean): boolean {
  if (isBindFailure(said)) return !isPortGiven;
  return /lock file .* already exists|pre-existing shared memory|is still in use/iu.test(said);
}

function failed(folder: DataFolder, said: string, port: number): Error {
  if (isBindFailure(said)) return portTaken(port);
  const advice = /wrong ownership/iu.test(said)
    ? `The files in ${folder.cluster} belong to another user: start as that user, or as root.`
    : `The log of the database is ${folder.log}. Its end:`;
  return embeddedUnavailable('EMBEDDED_START_FAILED', `The embedded PostgreSQL did not start. ${advice}\n${said}`);
}

function isBindFailure(said: string): boolean {
  return /could not bind|address already in use/iu.test(said);
}

function portTaken(port: number): Error {
  return embeddedUnavailable('EMBEDDED_PORT_TAKEN', `Port ${port} is taken. Stop the program that listens there, or choose another port.`);
}
