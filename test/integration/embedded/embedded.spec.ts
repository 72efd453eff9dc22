import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createDatabase, freePort, startEmbedded } from '#libs/embedded';
import type { EmbeddedPostgres } from '#libs/embedded';

const HERE = dirname(fileURLToPath(import.meta.url));
const HOOKS = join(HERE, '..', '..', 'support', 'typescript-hooks.mjs');

const servers: EmbeddedPostgres[] = [];
const folders: string[] = [];
const parents: ChildProcess[] = [];

afterEach(async () => {
  for (const parent of parents.splice(0)) parent.kill('SIGKILL');
  for (const server of servers.splice(0)) {
    await server.stop();
    await server.ended; // Also a joined one: its folder must outlast it.
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'harbourlight-embedded-'));
  folders.push(folder);
  return folder;
}

async function started(dataDir: string, options: { port?: number; mode?: 'durable' | 'test' } = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbedded({ dataDir, mode: 'test', ...options });
  servers.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: string }>(sql);
    return rows[0]?.answer ?? '';
  } finally {
    await client.end();
  }
}

/** A Node process that starts the server of the folder and then waits. */
async function aParent(dataDir: string, env: NodeJS.ProcessEnv = process.env): Promise<{ process: ChildProcess; adminUrl: string }> {
  const parent = spawn(process.execPath, ['--import', HOOKS, join(HERE, 'start-and-wait.ts'), dataDir], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  parents.push(parent);
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  return { process: parent, adminUrl: (JSON.parse(line.toString()) as { adminUrl: string }).adminUrl };
}

async function killed(parent: ChildProcess): Promise<void> {
  const ended = once(parent, 'exit');
  parent.kill('SIGKILL');
  await ended;
}

function serverPid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** The programs of a system whose util-linux is too old to tie a child to its parent. */
function pathWithoutSetpriv(): string {
  const bin = join(aFolder(), 'bin');
  mkdirSync(bin);
  for (const tool of ['unshare', 'true']) {
    const place = spawnSync('which', [tool], { encoding: 'utf8' }).stdout.trim();
    symlinkSync(place, join(bin, tool));
  }
  return bin;
}

describe('the embedded PostgreSQL', () => {
  it('keeps what was written from one start to the next, and asks for its own password', async () => {
    const dataDir = aFolder();
    const first = await started(dataDir, { mode: 'durable' });
    const url = await createDatabase(first.adminUrl, 'harbourlight');
    expect(await createDatabase(first.adminUrl, 'harbourlight')).toBe(url);
    await ask(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    await first.ended;

    const second = await started(dataDir, { mode: 'durable' });
    const again = await createDatabase(second.adminUrl, 'harbourlight');
    expect(await ask(again, 'SELECT answer::text FROM kept')).toBe('42');
    const withoutPassword = new URL(again);
    withoutPassword.password = 'guess';
    await expect(ask(withoutPassword.toString(), 'SELECT 1 AS answer')).rejects.toThrow('password authentication failed');
  });

  it('listens on the loopback address alone, keeps Chinese searchable and tells the log nothing of a statement', async () => {
    const { adminUrl } = await started(aFolder(), { mode: 'durable' });
    const setting = async (name: string) => ask(adminUrl, `SELECT current_setting('${name}') AS answer`);
    expect(await setting('listen_addresses')).toBe('127.0.0.1');
    expect(await setting('unix_socket_directories')).toBe('');
    expect(await setting('max_connections')).toBe('200');
    expect(await setting('password_encryption')).toBe('scram-sha-256');
    expect(await setting('fsync')).toBe('on');
    expect(await setting('synchronous_commit')).toBe('on');
    expect(await setting('log_min_error_statement')).toBe('panic');
    await ask(adminUrl, 'CREATE EXTENSION pg_trgm');
    expect(await ask(adminUrl, `SELECT array_length(show_trgm('中文搜索'), 1)::text AS answer`)).toBe('5');
    expect(await ask(adminUrl, `SELECT string_agg(type || auth_method, ' ') AS answer FROM pg_hba_file_rules`)).not.toContain('trust');
  });

  it('keeps its password and its files from other users', async () => {
    const dataDir = aFolder();
    await started(dataDir);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'postgres')).mode & 0o077).toBe(0);
    expect(existsSync(join(dataDir, 'postgres.password'))).toBe(false);
  });

  it('ends with a killed parent where the system can tie the two, and starts again at once', async () => {
    const dataDir = aFolder();
    const parent = await aParent(dataDir);
    await ask(parent.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await killed(parent.process);
    const { adminUrl, isOwned } = await started(dataDir);
    expect(isOwned).toBe(true);
    expect(await ask(adminUrl, 'SELECT answer::text FROM kept')).toBe('42');
  });

  it('adopts the server that a killed parent left running, and stops it in the end', async () => {
    const dataDir = aFolder();
    const parent = await aParent(dataDir, { ...process.env, PATH: pathWithoutSetpriv() });
    const orphan = serverPid(dataDir);
    await killed(parent.process);
    const adopted = await started(dataDir);
    expect(adopted.adminUrl).toBe(parent.adminUrl);
    expect(adopted.isOwned).toBe(true);
    expect(serverPid(dataDir)).toBe(orphan);
    await adopted.stop();
    await adopted.ended;
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('joins the server of a living process and leaves it running', async () => {
    const dataDir = aFolder();
    const parent = await aParent(dataDir);
    const joined = await started(dataDir);
    expect(joined.isOwned).toBe(false);
    await joined.stop();
    expect(await ask(parent.adminUrl, `SELECT 'still here' AS answer`)).toBe('still here');
  });

  it('starts again after the server itself was killed, its lock file still there', async () => {
    const dataDir = aFolder();
    const first = await started(dataDir);
    process.kill(serverPid(dataDir), 'SIGKILL');
    await first.ended;
    const second = await started(dataDir, { port: first.port });
    expect(second.port).toBe(first.port);
    expect(await ask(second.adminUrl, `SELECT 'recovered' AS answer`)).toBe('recovered');
  });

  it('is not kept from starting by a lock file whose process number now belongs to another program', async () => {
    const dataDir = aFolder();
    const first = await started(dataDir);
    await first.stop();
    writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), `${process.ppid}\n${dataDir}\n0\n5432\n\n127.0.0.1\n\nready\n`);
    const second = await started(dataDir);
    expect(second.isOwned).toBe(true);
  });

  it('begins anew over a preparation that was killed half-way', async () => {
    const dataDir = aFolder();
    mkdirSync(join(dataDir, 'postgres.new', 'base'), { recursive: true });
    const { adminUrl } = await started(dataDir);
    expect(await ask(adminUrl, `SELECT 'whole' AS answer`)).toBe('whole');
    expect(existsSync(join(dataDir, 'postgres.new'))).toBe(false);
  });

  it('says that the given port is taken', async () => {
    const port = await freePort();
    const stranger = createServer().listen(port, '127.0.0.1');
    await once(stranger, 'listening');
    try {
      await expect(started(aFolder(), { port })).rejects.toMatchObject({
        code: 'EMBEDDED_PORT_TAKEN',
        message: expect.stringContaining(String(port)),
      });
    } finally {
      stranger.close();
    }
  });

  it('refuses a data folder whose password is lost, and says how to go on', async () => {
    const dataDir = aFolder();
    await (await started(dataDir)).stop();
    rmSync(join(dataDir, 'secrets.json'));
    await expect(started(dataDir)).rejects.toMatchObject({ code: 'EMBEDDED_PASSWORD_LOST', message: expect.stringContaining('Restore') });
  });
});

const isRoot = process.getuid?.() === 0;
(isRoot ? describe : describe.skip)('the embedded PostgreSQL started by root', () => {
  it('runs as the owner of a cluster that an ordinary user made', async () => {
    const dataDir = aFolder();
    await (await started(dataDir)).stop();
    const nobody = 65_534;
    spawnSync('chown', ['-R', `${nobody}:${nobody}`, dataDir]);
    const { adminUrl } = await started(dataDir);
    expect(await ask(adminUrl, `SELECT 'served' AS answer`)).toBe('served');
    expect(statSync(`/proc/${serverPid(dataDir)}`).uid).toBe(nobody);
  });

  it('takes the account of postgres or nobody where namespaces are forbidden', async () => {
    const dataDir = aFolder();
    const bin = join(aFolder(), 'bin');
    mkdirSync(bin);
    const parent = await aParent(dataDir, { ...process.env, PATH: bin });
    expect(statSync(`/proc/${serverPid(dataDir)}`).uid).not.toBe(0);
    expect(await ask(parent.adminUrl, `SELECT 'served' AS answer`)).toBe('served');
    await killed(parent.process);
    expect((await started(dataDir)).isOwned).toBe(true);
  });
});
