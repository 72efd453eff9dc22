import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '#libs/config';
import { runCommandLine } from '../../apps/cli/src/run-command-line.js';
import { LOOPBACK_CERTIFICATE } from '../../libs/network/src/loopback-certificate.js';
import { asSuperuser } from '../support/builders/organisation.js';
import { FakeProvider } from '../support/fake-provider.js';
import { RecordedTerminal } from '../support/recorded-terminal.js';
import { testDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const REAL_DOCUMENTS = join(ROOT, 'test', 'fixtures', 'csaf', 'real');

const PUBLISHED = `SELECT count(*) FROM advisories.advisory WHERE state = 'published'`;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Entry {
  readonly source: string;
  readonly trackingId?: string;
  readonly state?: string;
  readonly reason?: string;
}

let database: TestDatabase;
let folder: string;
let dataDir: string;

interface Given {
  readonly input?: string;
  readonly environment?: Record<string, string>;
  /** Asks a process of its own to end once this stands in what it says. */
  readonly endAt?: string;
}

function environmentOf({ environment = {} }: Given): Record<string, string> {
  return { DATABASE_URL: database.adminUrl, SECRET_KEY: database.secretKey, DATA_DIR: dataDir, DEMO: 'true', ...environment };
}

/** One command, in this process. */
async function cli(args: readonly string[], given: Given = {}): Promise<Ended> {
  const terminal = new RecordedTerminal(false, given.input);
  const code = await runCommandLine(args, terminal, () => readConfig(environmentOf(given)));
  const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
  return { code, stdout: text(terminal.answer), stderr: text(terminal.said) };
}

/** The same as a process of its own: what it writes where, and how it ends, is what programs rely on. */
async function spawned(args: readonly string[], given: Given = {}): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', './test/support/typescript-hooks.mjs', 'apps/cli/src/main.ts', ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...environmentOf(given) },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    if (given.endAt !== undefined && !child.killed && stderr.includes(given.endAt)) child.kill('SIGTERM');
  });
  child.stdin.end(given.input);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}

async function importAsJson(run: typeof cli, path: string, ...options: string[]) {
  const { code, stdout } = await run(['import', path, '--json', ...options]);
  return { code, report: JSON.parse(stdout) as Record<'imported' | 'updated' | 'unchanged' | 'refused', Entry[]> };
}

async function count(sql: string): Promise<number> {
  return asSuperuser(database, async (client) => Number((await client.query<{ count: string }>(sql)).rows[0]?.count));
}

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'harbourlight-cli-'));
  dataDir = join(folder, 'data');
  await mkdir(dataDir);
  expect((await cli(['demo', 'seed'])).code).toBe(0);
}, 120_000);

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe('an operator at the command line', () => {
  it('seeds the demonstration as often as they like, and finds it once', async () => {
    const people = await count('SELECT count(*) FROM accounts.person');
    const advisories = await count(PUBLISHED);
    expect(await cli(['demo', 'seed'])).toMatchObject({ code: 0, stdout: '' });
    expect(await count('SELECT count(*) FROM accounts.person')).toBe(people);
    expect(await count(PUBLISHED)).toBe(advisories);
    expect(people).toBeGreaterThanOrEqual(9);
    expect(advisories).toBeGreaterThanOrEqual(10);
  });

  it('gets a token alone on stdout, good for the person it names', async () => {
    const { code, stdout } = await spawned([
      'token',
      'create',
      '--as',
      'member@bank.example',
      '--scopes',
      'read',
      '--days',
      '7',
      '--name',
      'journey',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^hl_[A-Za-z0-9_-]+\n$/);
    const row = await asSuperuser(
      database,
      async (client) =>
        (
          await client.query(
            `SELECT name, scopes, assurance, round(extract(epoch FROM expires_at - created_at) / 86400)::int AS days FROM accounts.api_token WHERE name = 'journey'`,
          )
        ).rows[0] as unknown,
    );
    expect(row).toEqual({ name: 'journey', scopes: ['read'], assurance: 2, days: 7 });
  });

  it('is told which option names nobody', async () => {
    const { code, stdout, stderr } = await cli(['token', 'create', '--as', 'nobody@bank.example']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('--as: expected the email address of an active account; came: nobody@bank.example');
  });

  it('makes an organisation and an account in it, with a second factor at once', async () => {
    const organisation = await cli([
      'organisation',
      'create',
      '--name',
      'Harbour Trams',
      '--tier',
      'industry',
      '--sectors',
      'transport',
      '--name-zh-hant',
      '海港電車',
    ]);
    expect(organisation.stdout).toMatch(/^[0-9a-f-]{36}\n$/);
    const person = await spawned(
      [
        'user',
        'create',
        '--email',
        'analyst@trams.example',
        '--name',
        'Jo Lam',
        '--organisation',
        'Harbour Trams',
        '--roles',
        'member,analyst',
        '--password-stdin',
        '--totp',
      ],
      { input: 'nine kites above the breakwater\n' },
    );
    expect(person).toMatchObject({ code: 0 });
    expect(person.stdout).toMatch(
      /^[0-9a-f-]{36}\notpauth:\/\/totp\/Harbourlight:analyst%40trams\.example\?secret=[A-Z2-7]{32}&issuer=Harbourlight\n$/,
    );
    expect((await cli(['token', 'create', '--as', 'analyst@trams.example'])).code).toBe(0);
  });

  it('is refused a weak password with the reason, and nothing is half made', async () => {
    const weak = await cli(['user', 'create', '--email', 'weak@trams.example', '--name', 'Weak', '--password-stdin'], {
      input: 'password1234567\n',
    });
    expect(weak).toMatchObject({ code: 1, stdout: '' });
    expect(weak.stderr).toContain('password');
    expect(weak.stderr).not.toContain('password1234567');
    expect(await count(`SELECT count(*) FROM accounts.person WHERE email = 'weak@trams.example'`)).toBe(0);
  });

  it('ends with 1 and a clear reason where SECRET_KEY is another one', async () => {
    const { code, stderr } = await cli(['token', 'create', '--as', 'member@bank.example'], {
      environment: { SECRET_KEY: 'another key of more than 32 characters' },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('SECRET_KEY');
    expect(stderr).not.toMatch(/node_modules|\bat .*:\d+:\d+/);
  });

  it('is told every wrong key of the environment before anything else', async () => {
    const { code, stderr } = await spawned(['doctor'], { environment: { API_PORT: '0x10', DEMO: 'perhaps', MAIL_DOMAIN: '..' } });
    expect(code).toBe(1);
    expect(stderr).toContain('API_PORT');
    expect(stderr).toContain('MAIL_DOMAIN');
    expect(stderr).toContain('DEMO');
  });
});

describe('the import of real documents', () => {
  let documents: string;
  let total: number;

  beforeAll(async () => {
    documents = join(folder, 'documents');
    await mkdir(documents);
    const names = (await readdir(REAL_DOCUMENTS, { recursive: true })).filter(
      (name) => name.endsWith('.json') && !name.includes('MANIFEST'),
    );
    expect(names.length).toBeGreaterThanOrEqual(3);
    for (const [at, name] of names.slice(0, 5).entries()) await copyFile(join(REAL_DOCUMENTS, name), join(documents, `${at}.json`));
    total = Math.min(names.length, 5);
    await writeFile(join(documents, 'broken.json'), '{ "document": ');
  });

  it('gives one object of five lists, refuses the bad document with its place, and goes on', async () => {
    const { code, report } = await importAsJson(spawned, documents);
    expect(code).toBe(0);
    expect(Object.keys(report)).toEqual(['imported', 'updated', 'unchanged', 'refused', 'objects']);
    expect(report.imported).toHaveLength(total);
    for (const entry of report.imported) {
      expect(entry).toMatchObject({
        source: expect.stringContaining(documents),
        trackingId: expect.stringMatching(/^HL-\d{4}-\d{6,}$/),
        state: 'draft',
      });
    }
    expect(report.refused).toEqual([
      {
        source: join(documents, 'broken.json'),
        place: 'line 1, column 15',
        reason: expect.stringContaining('JSON'),
        code: 'INVALID_INPUT',
        expected: 'JSON',
        received: expect.any(String),
      },
    ]);
  });

  it('changes nothing the second time, and publishes the same drafts when it is told to', async () => {
    expect((await importAsJson(cli, documents)).report.unchanged).toHaveLength(total);
    const before = await count(PUBLISHED);
    const { report } = await importAsJson(cli, documents, '--publish', '--label', 'CLEAR');
    expect(report.updated.map(({ state }) => state)).toEqual(Array.from({ length: total }, () => 'published'));
    expect((await count(PUBLISHED)) - before).toBe(total);
  });

  it('prints a report for a person, with the counts first', async () => {
    const { code, stdout } = await cli(['import', documents]);
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(new RegExp(`^${total + 1} documents: 0 imported, 0 updated, ${total} unchanged, 1 refused`));
    expect(stdout).toContain(join(documents, 'broken.json'));
  });

  it('that is asked to end tells in one object what was done until then, and goes on from there the next time', async () => {
    const path = join(folder, 'reports.json');
    const objects = Array.from({ length: 200 }, (_, at) => ({
      type: 'report',
      id: `report--${at}`,
      name: `Report ${at}`,
      object_refs: [],
    }));
    await writeFile(path, JSON.stringify({ type: 'bundle', id: 'bundle--interrupted', objects }));
    const before = await count('SELECT count(*) FROM advisories.advisory');
    const { code, stdout } = await spawned(['import', path, '--json'], { endAt: '100 of 200 advisories' });
    const report = JSON.parse(stdout) as { imported: Entry[]; interrupted: string };
    expect([code, report.interrupted]).toEqual([143, 'SIGTERM']);
    const done = report.imported.length;
    expect(done).toBeGreaterThanOrEqual(100);
    expect(done).toBeLessThan(200);
    expect((await count('SELECT count(*) FROM advisories.advisory')) - before).toBe(done);
    const again = await importAsJson(cli, path);
    expect([again.report.unchanged.length, again.report.imported.length]).toEqual([done, 200 - done]);
    expect(again.report).not.toHaveProperty('interrupted');
  }, 120_000);

  it('ends with 1 where nothing can be read', async () => {
    expect(await cli(['import', join(folder, 'missing')])).toMatchObject({ code: 1, stdout: '' });
    expect(await cli(['import', join(documents, 'broken.json')])).toMatchObject({ code: 1 });
  });

  it('is not for a member who is no analyst', async () => {
    const { code, stderr } = await cli(['import', documents, '--as', 'member@bank.example']);
    expect(code).toBe(1);
    expect(stderr).toContain('roles');
  });
});

describe('providers of CSAF documents', () => {
  let provider: FakeProvider;
  let environment: Record<string, string>;

  beforeAll(async () => {
    provider = await FakeProvider.start();
    const authority = join(folder, 'authority.pem');
    await writeFile(authority, LOOPBACK_CERTIFICATE);
    environment = { ALLOW_LOOPBACK_WEBHOOKS: 'true', NODE_EXTRA_CA_CERTS: authority };
    const names = (await readdir(REAL_DOCUMENTS, { recursive: true })).filter((name) => name.endsWith('.json') && name.includes('cisa'));
    const files = names
      .sort()
      .slice(-3)
      .map((name, at) => ({ name, path: `/white/2024/${at}.json` }));
    for (const { name, path } of files) await provider.putSigned(path, await readFile(join(REAL_DOCUMENTS, name)));
    provider.put('/white/2024/2.json.sha512', `${'0'.repeat(128)}  2.json`);
    provider.put('/white/feed.json', provider.feed(files.map(({ path }) => ({ path, updated: '2026-01-01T00:00:00Z' }))));
    provider.putMetadata([{ rolie: { feeds: [{ url: `${provider.origin}/white/feed.json`, tlp_label: 'WHITE' }] } }]);
  });
  afterAll(() => provider.stop());

  it('are added, asked at once, listed with what could not be proven, and removed; what came stays', async () => {
    const url = `${provider.origin}/`;
    const added = await cli(['source', 'add', url, '--every', '60'], { environment });
    expect(added).toMatchObject({ code: 0, stderr: expect.stringContaining('every 60 minutes') });
    const id = added.stdout.trim();
    const imported = await count('SELECT count(*) FROM advisories.source_document');
    // A process of its own reads the authority that vouches for the provider.
    const run = await spawned(['source', 'run', url], { environment });
    expect(run).toMatchObject({ code: 0, stdout: expect.stringMatching(/^3 documents: 2 imported, 0 updated, 0 unchanged, 1 refused/) });
    expect((await count('SELECT count(*) FROM advisories.source_document')) - imported).toBe(3);
    const listed = await cli(['source', 'list', '--problems'], { environment });
    expect(listed.stdout).toContain(`${id}  ${url}`);
    expect(listed.stdout).toMatch(/2 imported, 0 updated, 0 unchanged, 1 refused, 0 unavailable/);
    expect(listed.stdout).toMatch(/refused: https:\S+\/2\.json: .*hash/i);
    const asObjects = JSON.parse((await cli(['source', 'list', '--json'], { environment })).stdout) as { id: string; url: string }[];
    expect(asObjects).toMatchObject([{ id, url, state: 'active', everyMinutes: 60 }]);
    expect(await cli(['source', 'remove', id], { environment })).toMatchObject({ code: 0, stderr: 'It is removed.\n' });
    expect((await cli(['source', 'list'], { environment })).stdout).toBe('');
    expect(await count(`SELECT count(*) FROM advisories.original WHERE place LIKE '${url}%'`)).toBe(2);
  });

  it('are asked over https alone, and never inside, unless the switch for this machine is on', async () => {
    for (const url of ['http://vendor.example/', provider.origin, 'https://10.0.0.1/'])
      expect(await cli(['source', 'add', url])).toMatchObject({ code: 1, stdout: '' });
    expect(await cli(['source', 'add', 'https://vendor.example/', '--as', 'member@bank.example'])).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('the doctor', () => {
  it('finds a freshly seeded installation in good health but for the database of the tests, which writes nothing to disk', async () => {
    const { code, stdout } = await cli(['doctor']);
    const lines = stdout.trimEnd().split('\n');
    const failed = lines.filter((line) => line.startsWith('fail'));
    expect(failed.map((line) => line.replace(/\s+/g, ' '))).toEqual([
      'fail database fsync or full_page_writes is off: a power cut loses what was acknowledged',
      'fail database synchronous_commit is off: a crash loses what was acknowledged',
    ]);
    expect(code).toBe(1);
    for (const subject of ['configuration', 'data folder', 'database', 'clock', 'work', 'queue', 'mail']) {
      expect(lines.some((line) => line.startsWith(`ok    ${subject}`))).toBe(true);
    }
    expect(stdout).toContain('migrations are there');
    expect(stdout).not.toContain(database.secretKey);
  });

  it('fails where the catalogue lets a reader pass', async () => {
    await asSuperuser(database, (client) => client.query('ALTER TABLE accounts.person NO FORCE ROW LEVEL SECURITY'));
    const { code, stdout } = await cli(['doctor']);
    await asSuperuser(database, (client) => client.query('ALTER TABLE accounts.person FORCE ROW LEVEL SECURITY'));
    expect(code).toBe(1);
    expect(stdout).toContain('accounts.person has no forced row-level security');
  });

  it('sees a missing migration, and the command that it names brings it back', async () => {
    await asSuperuser(database, (client) =>
      client.query("DROP SCHEMA bullmq CASCADE; DELETE FROM migrations.applied WHERE name LIKE 'create-queue-schema%'"),
    );
    const ill = await cli(['doctor']);
    expect(ill.stdout).toContain('1 migrations are missing: create-queue-schema');
    expect(ill.stdout).toMatch(/fail {2}queue/);
    expect((await cli(['migrate'])).code).toBe(0);
    expect((await cli(['doctor'])).stdout).toMatch(/ok {4}queue/);
  });
});

describe('the audit log', () => {
  it('is found sound with a checkpoint, and not sound with one of another log', async () => {
    const { code, stdout } = await cli(['audit', 'verify']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^sound: \d+ entries in \d+ seals\n/);
    const foreign = await cli(['audit', 'verify', '--checkpoint', `7:${'0'.repeat(64)}`]);
    expect(foreign.code).toBe(1);
    expect(foreign.stdout).toContain('the checkpoint is not in the log');
  });
});

describe('a mail server that pipes in what came back', () => {
  it('is told that a report which is not about our mail was ignored, and is given no reason to send it again', async () => {
    const report = 'From: mailer@mail.example\r\nTo: bounce+x@harbourlight.example\r\nSubject: returned\r\n\r\nNo such user.\r\n';
    const piped = await spawned(['mail', 'bounce', '--to', `bounce+x.${'0'.repeat(20)}@harbourlight.example`], { input: report });
    expect(piped).toEqual({ code: 0, stdout: 'ignored\n', stderr: '' });
  });
});
