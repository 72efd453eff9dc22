import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { readConfig } from '#libs/config';
import { migrate, serviceUrl } from '#libs/database';
import { createDatabase, freePort, startEmbedded } from '#libs/embedded';
import pg from 'pg';
import { createApp } from '../apps/api/src/create-app.js';
import { median, report } from './support/report.js';

/**
 * Feeds at 100,000 documents (the same with `--full`: that is what a CERT has) made inside PostgreSQL: `npm run bench -- feeds`.
 * 1. A CSAF document from the feed against the same bytes as a static file from the same process, the client in it too, rounds in turn, CPU and time.
 * 2. Documents asked for with their entity tags, each of them once so that nothing is answered from memory: 304, with a check in PostgreSQL's own
 *    counters that no stored body was read, and that without the tag it is. 3. The feed of the label: made for the first time, kept, made again
 *    after a publication and a withdrawal, then 304.
 */
const COUNT = Number(process.env['DOCUMENTS'] ?? 100_000);
const REQUESTS = 2_000;
const CONNECTIONS = 8;
const ROUNDS = 5;
const SECRET_KEY = 'a-secret-key-for-the-bench-0123456789abcdef';
const DOCUMENT = '/csaf/white/2026/hl-2026-000001.json';

const PUBLICATION = `INSERT INTO renditions.rendition (advisory_id, revision_id, revision, format, language, reader_set, label, is_current, is_withdrawal,
    file_name, media_type, bytes, sha256, sha512, etag, card, list_entry, published_at, updated_at)
  SELECT advisory_id, revision_id, 2, format, language, reader_set, label, true, false, 'hl-2026-new.json', media_type, bytes, sha256, sha512, '"new"', card, list_entry,
    published_at, now() FROM renditions.rendition WHERE file_name = 'hl-2026-000002.json'`;
const WITHDRAWAL = `WITH old AS (DELETE FROM renditions.rendition WHERE file_name = 'hl-2026-000777.json' RETURNING *)
  INSERT INTO renditions.rendition (advisory_id, revision_id, revision, format, language, reader_set, label, is_current, is_withdrawal,
    file_name, media_type, bytes, sha256, sha512, etag, card, list_entry, published_at, updated_at)
  SELECT advisory_id, revision_id, 2, format, language, reader_set, label, true, true, file_name, media_type, bytes, sha256, sha512, '"gone"', card, list_entry,
    published_at, now() FROM old`;

const dataDir = mkdtempSync(join(tmpdir(), 'harbourlight-bench-'));
const server = await startEmbedded({ dataDir, mode: 'durable' });
try {
  const adminUrl = await createDatabase(server.adminUrl, 'bench');
  await migrate({ adminUrl, secretKey: SECRET_KEY });
  const body = readFileSync('test/fixtures/csaf/real/cisa/icsa-17-010-01a.json');
  await fill(adminUrl, body);
  await measure(adminUrl, body);
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function measure(adminUrl: string, body: Buffer): Promise<void> {
  const port = await freePort();
  const url = serviceUrl(adminUrl, 'harbourlight_api', SECRET_KEY);
  const config = readConfig({
    DATABASE_URL: url,
    SECRET_KEY,
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATA_DIR: dataDir,
    API_PORT: String(port),
  });
  const app = await createApp(config);
  const file = join(dataDir, 'static.json');
  writeFileSync(file, body);
  app
    .getHttpAdapter()
    .getInstance()
    .get('/static.json', async (_request, reply) => reply.header('content-type', 'application/json').send(await readFile(file)));
  await app.listen(port, '127.0.0.1');
  try {
    await documents(port, body.length);
    await notModified(port, adminUrl);
    await list(port, adminUrl);
  } finally {
    await app.close();
  }
}

async function documents(port: number, bytes: number): Promise<void> {
  const rounds: { file: Load; stored: Load }[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const both = { file: await load(port, '/static.json'), stored: await load(port, DOCUMENT) };
    // The first round warms up.
    if (round > 0) rounds.push(both);
  }
  const of = (pick: (each: { file: Load; stored: Load }) => number) => median(rounds.map(pick));
  const limit = (value: number) => ({ name: 'a static file from the same process', value });
  const aim = 'ratio 2 or less';
  report({
    operation: `a CSAF document of ${Math.round(bytes / 1_000)} kB from the feed, CPU`,
    unit: 'ms',
    ours: of(({ stored }) => stored.cpuUs) / 1_000,
    limit: limit(of(({ file }) => file.cpuUs) / 1_000),
    ratio: of(({ file, stored }) => stored.cpuUs / file.cpuUs),
    aim,
    cpuUs: of(({ stored }) => stored.cpuUs),
    peakMb: process.memoryUsage.rss() / 1e6,
  });
  report({
    operation: 'the same, time',
    unit: 'ms',
    ours: of(({ stored }) => stored.wallUs) / 1_000,
    limit: limit(of(({ file }) => file.wallUs) / 1_000),
    ratio: of(({ file, stored }) => stored.wallUs / file.wallUs),
    aim,
  });
}

interface Load {
  readonly cpuUs: number;
  readonly wallUs: number;
  readonly status: number;
}

/** The client shares the process, so its cost stands in both sides of the comparison. */
async function load(port: number, path: string, headers: Record<string, string> = {}): Promise<Load> {
  const cpu = process.cpuUsage();
  const begun = performance.now();
  let status = 0;
  let left = REQUESTS;
  const worker = async (): Promise<void> => {
    while (left-- > 0) status = (await ask(port, path, headers)).status;
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const used = process.cpuUsage(cpu);
  return { cpuUs: (used.user + used.system) / REQUESTS, wallUs: ((performance.now() - begun) * 1_000) / REQUESTS, status };
}

async function notModified(port: number, adminUrl: string): Promise<void> {
  const etag = String((await ask(port, DOCUMENT)).etag);
  const whole = await load(port, DOCUMENT);
  const conditional = await load(port, DOCUMENT, { 'if-none-match': etag });
  if (conditional.status !== 304) throw new Error(`a conditional request was answered ${conditional.status}`);
  report({
    operation: 'the same with its entity tag: 304, CPU',
    unit: 'ms',
    ours: conditional.cpuUs / 1_000,
    limit: { name: 'the whole document', value: whole.cpuUs / 1_000 },
    ratio: conditional.cpuUs / whole.cpuUs,
    aim: 'less than the document, and no body read',
    cpuUs: conditional.cpuUs,
  });
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await refuseIfBodiesAreRead(port, client);
  } finally {
    await client.end();
  }
}

/** Bodies lie out of line, in the TOAST table of the renditions: its blocks are touched where one is read, and not where none is. */
async function refuseIfBodiesAreRead(port: number, client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ file_name: string; etag: string }>(
    `SELECT file_name, etag FROM renditions.rendition WHERE file_name BETWEEN 'hl-2026-001000.json' AND 'hl-2026-001299.json'`,
  );
  const asked = async (isKnown: boolean) => {
    const before = await bodyBlocks(client);
    for (const { file_name: name, etag } of rows) {
      const { status } = await ask(port, `/csaf/white/2026/${name}`, isKnown ? { 'if-none-match': etag } : {});
      if (status !== (isKnown ? 304 : 200)) throw new Error(`${name}: ${status}`);
    }
    return (await bodyBlocks(client)) - before;
  };
  const [known, unknown] = [await asked(true), await asked(false)];
  console.log(`blocks of bodies read for ${rows.length} documents: ${known} with their tags, ${unknown} without`);
  if (rows.length === 0 || known > 0 || unknown === 0) throw new Error('a conditional request reads the body, or the check sees nothing');
}

/** Other connections tell what they have read when they have been idle for ten seconds. */
async function bodyBlocks(client: pg.Client): Promise<number> {
  await pause(11_000);
  const { rows } = await client.query<{ blocks: string }>(
    `SELECT toast_blks_read + toast_blks_hit AS blocks FROM pg_statio_all_tables WHERE schemaname = 'renditions' AND relname = 'rendition'`,
  );
  return Number(rows[0]?.blocks);
}

async function list(port: number, adminUrl: string): Promise<void> {
  const path = '/csaf/white/csaf-feed-tlp-white.json';
  const packed = { 'accept-encoding': 'gzip' };
  const name = `the feed of ${COUNT.toLocaleString('en')} documents, gzip`;
  for (const what of ['made', 'kept', 'made again after a publication', 'made again after a withdrawal']) {
    if (what.endsWith('publication')) await change(adminUrl, PUBLICATION);
    if (what.endsWith('withdrawal')) await change(adminUrl, WITHDRAWAL);
    const begun = performance.now();
    const { status, bytes } = await ask(port, path, packed);
    if (status !== 200 || bytes < COUNT) throw new Error(`${what}: ${status}, ${bytes} bytes`);
    report({ operation: `${name}, ${what}`, unit: 'ms', ours: performance.now() - begun, peakMb: process.memoryUsage.rss() / 1e6 });
  }
  const { etag } = await ask(port, path, packed);
  const begun = performance.now();
  const { status } = await ask(port, path, { ...packed, 'if-none-match': String(etag) });
  if (status !== 304) throw new Error(`the feed with its tag was answered ${status}`);
  report({ operation: `${name}, 304`, unit: 'ms', ours: performance.now() - begun });
}

async function change(adminUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

function ask(port: number, path: string, headers: Record<string, string> = {}): Promise<{ status: number; etag: unknown; bytes: number }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, etag: response.headers.etag, bytes });
      });
    });
    sent.once('error', reject);
    sent.end();
  });
}

/** One advisory and its revision for all documents: a list looks at renditions alone. */
async function fill(adminUrl: string, body: Buffer): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`WITH o AS (INSERT INTO accounts.organisation (id, name, tier, status, is_operator, sectors)
        VALUES ('00000000-0000-4000-8000-0000000000a1', 'CERT', 'government', 'active', true, '{public-administration}') RETURNING id),
      s AS (SELECT id FROM access.reader_set WHERE keys = '{public}'),
      a AS (INSERT INTO advisories.advisory (id, tracking_id, organisation_id, author_id, state, reader_set)
        SELECT '00000000-0000-4000-8000-0000000000c1', 'HL-2026-000001', o.id, '00000000-0000-4000-8000-000000000001', 'draft', s.id FROM o, s RETURNING id, organisation_id, reader_set)
      INSERT INTO advisories.revision (id, advisory_id, organisation_id, tracking_id, number, state, reader_set, author_id, editors, kind, severity, label, audience, content)
        SELECT '00000000-0000-4000-8000-0000000000d1', a.id, a.organisation_id, 'HL-2026-000001', 1, 'draft', a.reader_set, '00000000-0000-4000-8000-000000000001', '{}',
          'security_alert', 1, 'CLEAR', '{}', '{}' FROM a`);
    await client.query('ALTER TABLE renditions.rendition DROP CONSTRAINT rendition_revision_id_format_language_key');
    await client.query(
      `INSERT INTO renditions.rendition (advisory_id, revision_id, revision, format, language, reader_set, label, is_current, is_withdrawal, file_name, media_type,
         bytes, gzip, sha256, sha512, etag, card, list_entry, published_at, updated_at)
       SELECT r.advisory_id, r.id, 1, 'csaf', 'en', r.reader_set, 'CLEAR', true, false, f.name || '.json', 'application/json', CASE WHEN i = 1 THEN $2::bytea ELSE $4::bytea END,
         CASE WHEN i = 1 THEN $3::bytea END, sha256($2::bytea), sha512($2::bytea), '"' || encode(sha256(convert_to(f.name, 'UTF8')), 'hex') || '"', jsonb_build_object('title', 'Advisory ' || i),
         jsonb_build_object('id', upper(f.name), 'title', 'Advisory number ' || i, 'link', jsonb_build_array(jsonb_build_object('rel', 'self', 'href', f.url),
           jsonb_build_object('rel', 'hash', 'href', f.url || '.sha256'), jsonb_build_object('rel', 'hash', 'href', f.url || '.sha512'), jsonb_build_object('rel', 'signature', 'href', f.url || '.asc')),
           'published', '2026-01-01T00:00:00Z', 'updated', '2026-01-01T00:00:00Z', 'content', jsonb_build_object('type', 'application/json', 'src', f.url))::text,
         '2026-01-01', '2026-01-01'::timestamptz + i * interval '1 minute'
       FROM generate_series(1, $1::int) i, LATERAL (SELECT 'hl-2026-' || lpad(i::text, 6, '0') AS name, 'https://api.cert.example/csaf/white/2026/hl-2026-' || lpad(i::text, 6, '0') || '.json' AS url) f,
         advisories.revision r`,
      [COUNT, body, gzipSync(body), randomBytes(2_500)],
    );
    await client.query('ANALYZE renditions.rendition');
  } finally {
    await client.end();
  }
}
