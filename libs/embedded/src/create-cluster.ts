import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Binaries } from './binaries.js';
import type { DataFolder } from './data-folder.js';
import { embeddedUnavailable } from './embedded.errors.js';
import type { ServerAccount } from './server-account.js';

export interface ClusterOptions {
  readonly password: string;
  /** Waits until everything is on the disk; tests do without. */
  readonly isDurable: boolean;
}

/**
 * Makes the cluster if there is none. It is made beside its place and then renamed, so that a start killed half-way leaves
 * nothing that looks like a database.
 */
export async function createCluster(
  folder: DataFolder,
  binaries: Binaries,
  account: ServerAccount,
  options: ClusterOptions,
): Promise<void> {
  if (existsSync(folder.cluster)) return;
  const unfinished = `${folder.cluster}.new`;
  const passwordFile = `${folder.cluster}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  try {
    mkdirSync(unfinished, { mode: 0o700 });
    writeFileSync(passwordFile, options.password, { mode: 0o600 });
    account.own(unfinished);
    account.own(passwordFile);
    await initdb(binaries, account, [
      `--pgdata=${unfinished}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      ...localeFlags(),
      ...(options.isDurable ? [] : ['--no-sync']),
    ]);
    renameSync(unfinished, folder.cluster);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * Search in Chinese needs a UTF-8 LC_CTYPE: with C, trigrams of Chinese text are empty. C.UTF-8 is certain on Linux only.
 * The builtin provider sorts alike on every machine.
 */
function localeFlags(): string[] {
  const locale = process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8';
  return ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', `--locale=${locale}`];
}

async function initdb(binaries: Binaries, account: ServerAccount, args: readonly string[]): Promise<void> {
  const [file = '', ...rest] = [...account.prefix, binaries.initdb, ...args];
  const child = spawn(file, rest, { ...account.person, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  throw embeddedUnavailable(
    'EMBEDDED_INITDB_FAILED',
    `PostgreSQL could not prepare its data folder. ${adviceOn(output)}\n${output.trim()}`,
  );
}

function adviceOn(output: string): string {
  if (/permission denied/iu.test(output)) {
    return 'The user it runs as may not enter one of the folders above: move DATA_DIR (and the checkout) to a place that others may enter, such as /var/lib or /srv.';
  }
  if (/no space left/iu.test(output)) return 'The disk is full: a new database needs 50 MB.';
  return 'It said:';
}
