import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readConfig } from '#libs/config';
import { migrate, serviceUrl } from '#libs/database';
import { createDatabase, freePort, startEmbedded } from '#libs/embedded';
import pg from 'pg';
import { createApp } from '../apps/api/src/create-app.js';

/**
 * Feeds at N documents (default 100,000) made inside PostgreSQL: `npm run bench -- feeds [N]`.
 * 1. A CSAF document from the feed against the same bytes as a static file from the same process, 8 connections, five rounds in turn; the goal
 *    is twice the cost at most, CPU of the process and time. 2. The same document asked for with its entity tag: the answer is 304, and the
 *    database reads no body (blocks that the statement touches). 3. The feed of the label: made for the first time, kept, made again after a publication and a withdrawal,
 *    then 304.
 */
const COUNT = Number(process.argv[2] ?? 100_000);
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
  const ratios: { cpu: number; time: number }[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const file = await load(port, '/static.json');
    const stored = await load(port, DOCUMENT);
    // The first round warms up.
    if (round > 0) ratios.push({ cpu: stored.cpuUs / file.cpuUs, time: stored.wallUs / file.wallUs });
    console.log(`document of ${bytes} bytes, us a request (CPU of the process / time): static file ${show(file)}, feed ${show(stored)}`);
  }
  const median = (of: 'cpu' | 'time') => ratios.map((each) => each[of]).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  console.log(
    `feed / static file, median of ${ROUNDS}: CPU ${median('cpu').toFixed(2)}, time ${median('time').toFixed(2)} (goal: 2 at most)`,
  );
}

function show({ cpuUs, wallUs }: { cpuUs: number; wallUs: number }): string {
  return `${cpuUs.toFixed(0)} / ${wallUs.toFixed(0)}`;
}

/** The client shares the process, so its cost stands in both sides of the comparison. */
async function load(
  port: number,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ cpuUs: number; wallUs: number; status: number }> {
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
  const conditional = await load(port, DOCUMENT, { 'if-none-match': etag });
  console.log(`with its entity tag: ${conditional.status}, us a request ${show(conditional)}`);
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const known of ['{}', `{${etag.replaceAll('"', '\\"')}}`]) {
      const sql = `EXPLAIN (ANALYZE, BUFFERS, SERIALIZE) SELECT etag, CASE WHEN etag = ANY ($1::text[]) THEN NULL ELSE bytes END FROM renditions.rendition
        WHERE format = 'csaf' AND file_name = 'hl-2026-000001.json' AND is_current`;
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(sql, [known]);
      const touched = rows.map((row) => row['QUERY PLAN']).filter((line) => /Serialization|Buffers/.test(line));
      console.log(`${known === '{}' ? 'without' : 'with'} the tag the statement touches: ${touched.map((line) => line.trim()).join('; ')}`);
    }
  } finally {
    await client.end();
  }
}

async function list(port: number, adminUrl: string): Promise<void> {
  const path = '/csaf/white/csaf-feed-tlp-white.json';
  const packed = { 'accept-encoding': 'gzip' };
  for (const what of ['made', 'kept', 'kept', 'after a publication', 'after a withdrawal', 'kept']) {
    if (what === 'after a publication') await change(adminUrl, PUBLICATION);
    if (what === 'after a withdrawal') await change(adminUrl, WITHDRAWAL);
    const begun = performance.now();
    const { bytes } = await ask(port, path, packed);
    console.log(
      `feed of ${COUNT} documents, ${what}: ${(performance.now() - begun).toFixed(1)} ms, ${(bytes / 1e6).toFixed(2)} MB of gzip`,
    );
  }
  const { etag } = await ask(port, path, packed);
  const begun = performance.now();
  const { status } = await ask(port, path, { ...packed, 'if-none-match': String(etag) });
  console.log(
    `feed with its entity tag: ${status} in ${(performance.now() - begun).toFixed(1)} ms; RSS ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
  );
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
      [COUNT, body, gzipSync(body), randomBytes(64)],
    );
    await client.query('ANALYZE renditions.rendition');
  } finally {
    await client.end();
  }
}
