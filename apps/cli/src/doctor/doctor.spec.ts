import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '#libs/config';
import type { Config } from '#libs/config';
import { freePort } from '#libs/embedded';
import { checkConfiguration } from './check-configuration.js';
import { checkDataFolder } from './check-data-folder.js';
import { checkMail } from './check-mail.js';
import { checkQueue } from './check-queue.js';
import { examine } from './examine.js';
import { describeFinding } from './finding.js';
import type { Finding } from './finding.js';
import { judgeRedis } from './judge-redis.js';

function config(environment: Record<string, string> = {}): Config {
  return readConfig({ DATABASE_URL: 'postgresql://127.0.0.1:1/none', SECRET_KEY: 's'.repeat(32), ...environment });
}

const statuses = (findings: readonly Finding[]) => findings.map(({ status }) => status);

describe('the doctor and the configuration', () => {
  it('finds nothing to say of an installation on this machine', () => {
    expect(statuses(checkConfiguration(config({ DEMO: 'true' })))).toEqual(['ok']);
  });

  it('warns of what an installation for the world will regret', () => {
    const found = checkConfiguration(
      config({
        PUBLIC_API_URL: 'https://api.cert.test',
        PUBLIC_WEB_URL: 'http://cert.test',
        SMTP_URL: 'smtps://mail.cert.test',
        DEMO: 'true',
      }),
    );
    const text = found.map((finding) => finding.text).join('\n');
    for (const word of ['DEMO', 'PUBLIC_WEB_URL', 'TRUST_PROXY', 'MAIL_DOMAIN']) expect(text).toContain(word);
    for (const finding of found) expect(finding.status === 'ok' || finding.advice !== undefined).toBe(true);
  });
});

describe('the doctor and Redis', () => {
  const good = 'redis_version:7.4.1\r\nrole:master\r\nmaxmemory_policy:noeviction\r\naof_enabled:1\r\n';

  it('is content with one that forgets nothing', () => {
    expect(statuses(judgeRedis(good))).toEqual(['ok']);
  });

  it.each([
    ['evicts', good.replace('noeviction', 'allkeys-lru'), 'maxmemory-policy'],
    ['keeps no append-only file', good.replace('aof_enabled:1', 'aof_enabled:0'), 'appendonly'],
    ['is too old', good.replace('7.4.1', '5.0.7'), 'Upgrade'],
    ['is a replica', good.replace('master', 'slave'), 'primary'],
    ['hides its policy', good.replace('maxmemory_policy:noeviction\r\n', ''), 'maxmemory-policy'],
  ])('fails one that %s', (_, info, advice) => {
    const failed = judgeRedis(info).filter(({ status }) => status === 'fail');
    expect(failed).toHaveLength(1);
    expect(failed[0]?.advice).toContain(advice);
  });

  it('says that one which does not answer is not there, without its password', async () => {
    const port = await freePort();
    const [finding] = await checkQueue(config({ REDIS_URL: `redis://:very-secret@127.0.0.1:${port}` }));
    expect(finding).toMatchObject({ status: 'fail', subject: 'queue' });
    expect(JSON.stringify(finding)).not.toContain('very-secret');
  });
});

describe('the doctor and what lies around', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'harbourlight-doctor-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('fails a file of secrets that others may read', () => {
    const dataDir = join(folder, 'open');
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'secret-key'), 'x', { mode: 0o600 });
    expect(statuses(checkDataFolder(config({ DATA_DIR: dataDir })))).toEqual(['ok']);
    chmodSync(join(dataDir, 'secret-key'), 0o644);
    expect(checkDataFolder(config({ DATA_DIR: dataDir })).at(-1)).toMatchObject({ status: 'fail', text: 'others may read secret-key' });
  });

  it('warns of a data folder that does not exist yet', () => {
    expect(statuses(checkDataFolder(config({ DATA_DIR: join(folder, 'missing') })))).toEqual(['warn']);
  });

  it('fails a mail server that does not answer as one', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.write('554 no mail here\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const [finding] = await checkMail(config({ SMTP_URL: `smtp://name:very-secret@127.0.0.1:${port}` }));
    for (const socket of sockets) socket.destroy();
    server.close();
    expect(finding).toMatchObject({ status: 'fail', subject: 'mail' });
    expect(finding?.text).toContain('554');
    expect(JSON.stringify(finding)).not.toContain('very-secret');
  });

  it('fails a DKIM key that is none', async () => {
    const file = join(folder, 'dkim.pem');
    writeFileSync(file, 'not a key');
    const found = await checkMail(config({ DATA_DIR: folder, DKIM_SELECTOR: 'one', DKIM_KEY_FILE: file }));
    expect(found.map(({ subject, status }) => [subject, status])).toEqual([
      ['mail', 'ok'],
      ['mail', 'fail'],
    ]);
  });

  it('goes on where the database does not answer, and asks it nothing more', async () => {
    const found: Finding[] = [];
    for await (const finding of examine(config({ DATA_DIR: folder }))) found.push(finding);
    expect(found.filter(({ subject, status }) => subject === 'database' && status === 'fail')).toHaveLength(1);
    expect(found.some(({ subject }) => subject === 'clock' || subject === 'work')).toBe(false);
    expect(found.some(({ subject }) => subject === 'mail')).toBe(true);
  });

  it('writes the advice below what it is about', () => {
    const finding: Finding = { status: 'fail', subject: 'queue', text: 'gone', advice: 'Start it.' };
    expect(describeFinding(finding)).toEqual(['fail  queue          gone', '                     → Start it.']);
  });
});
