import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AdvisoriesModule, ImportDocuments } from '#libs/advisories';
import { workerFor } from '#libs/access';
import { readConfig } from '#libs/config';
import { RenditionsModule } from '#libs/renditions';
import { migrate, PlatformModule, serviceUrl } from '#libs/database';
import { createDatabase, startEmbedded } from '#libs/embedded';
import pg from 'pg';
import { postgresCpuMs } from './support/cpu-time.js';
import { report } from './support/report.js';

/**
 * How many CSAF documents a second are imported, with validation, and published, into a fresh embedded PostgreSQL, and the memory of the
 * importing process: `npm run bench -- import-csaf [FOLDER]`. The goal is 30 a second below 600 MB (all processes but the database).
 * The documents as they are show how a fresh process begins, which still compiles what it runs; the same under other ids, several times,
 * show what it keeps up.
 */
const FOLDER = resolve(process.argv[2] ?? 'test/fixtures/csaf/real');
const TIMES = Number(process.env['TIMES'] ?? 4);
const SECRET_KEY = 'a-secret-key-for-the-bench-0123456789abcdef';

const dataDir = mkdtempSync(join(tmpdir(), 'harbourlight-bench-'));
const server = await startEmbedded({ dataDir, mode: 'durable' });
try {
  const adminUrl = await createDatabase(server.adminUrl, 'bench');
  await migrate({ adminUrl, secretKey: SECRET_KEY });
  const reviewer = await aReviewer(adminUrl);
  const url = serviceUrl(adminUrl, 'harbourlight_worker', SECRET_KEY);
  const config = readConfig({ DATABASE_URL: url, SECRET_KEY, NODE_ENV: 'test', DATA_DIR: dataDir });
  const quiet: Pick<NestApplicationOptions, 'logger'> = { logger: false };
  const module = { module: AdvisoriesModule, imports: [PlatformModule.forRoot(config, 'bench'), RenditionsModule.forRoot()] };
  const app = await NestFactory.createApplicationContext(module, quiet);
  const importer = app.get(ImportDocuments);
  for (const [run, path] of [
    ['first import, published', FOLDER],
    ['the same again', FOLDER],
    [`${TIMES} times under other ids, published`, underOtherIds()],
  ] as const) {
    const begun = performance.now();
    let peakMegabytes = 0;
    const [cpu, postgres] = [process.cpuUsage(), postgresCpuMs(join(dataDir, 'postgres'))];
    const outcome = await importer.execute(workerFor({ kind: 'person', id: reviewer }), {
      path,
      publish: true,
      label: 'CLEAR',
      onProgress: () => (peakMegabytes = Math.max(peakMegabytes, process.memoryUsage().rss / 1e6)),
    });
    const seconds = (performance.now() - begun) / 1000;
    const { imported, updated, unchanged, refused } = outcome;
    const lists = { imported, updated, unchanged, refused };
    const counts = Object.entries(lists).map(([list, entries]) => `${list} ${entries.length}`);
    const documents = Object.values(lists).reduce((sum, entries) => sum + entries.length, 0);
    const { user, system } = process.cpuUsage(cpu);
    report({
      operation: `CSAF documents with validation: ${run}`,
      unit: '/s',
      ours: documents / seconds,
      aim: '30 or more; under 600 MB',
      cpuUs: (user + system) / documents,
      postgresUs: ((postgresCpuMs(join(dataDir, 'postgres')) - postgres) * 1_000) / documents,
      peakMb: peakMegabytes,
    });
    console.log(`  ${documents} documents: ${counts.join(', ')}`);
    for (const { source, place, reason } of outcome.refused.slice(0, 10)) console.log(`  refused: ${source} ${place ?? ''} ${reason}`);
  }
  await app.close();
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** A folder with each document of FOLDER as several that nobody has seen. */
function underOtherIds(): string {
  const folder = join(dataDir, 'other-ids');
  mkdirSync(folder);
  const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  for (const [at, name] of names.entries()) {
    const csaf = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as { document?: { tracking: { id: string } } };
    if (csaf.document === undefined) continue;
    const { id } = csaf.document.tracking;
    for (let time = 1; time <= TIMES; time += 1) {
      csaf.document.tracking.id = `${id}-${time}`;
      writeFileSync(join(folder, `${time}-${at}.json`), JSON.stringify(csaf));
    }
  }
  return folder;
}

async function aReviewer(adminUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(`WITH o AS (
      INSERT INTO accounts.organisation (id, name, tier, status, is_operator) VALUES (gen_random_uuid(), 'CERT', 'government', 'active', true) RETURNING id)
    INSERT INTO accounts.person (id, organisation_id, email, name, status, roles)
    SELECT gen_random_uuid(), o.id, 'reviewer@cert.example', 'Reviewer', 'active', '{reviewer}' FROM o RETURNING id`);
  await client.end();
  if (rows[0] === undefined) throw new Error('there is no reviewer');
  return rows[0].id;
}
