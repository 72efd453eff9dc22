import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '#libs/config';
import { migrate, serviceUrl } from '#libs/database';
import { createDatabase, startEmbedded } from '#libs/embedded';
import { Agent, request } from 'undici';
import pg from 'pg';
import { createApp } from '../apps/api/src/create-app.js';

/**
 * A TAXII page of 1,000 objects of a collection of N (default 1,000,000; `node … bench/taxii-page.ts 100000` for a quick look), against a bare node:http
 * server that sends the same bytes from one prepared statement: pages per second at the beginning, in the middle and at the end, each the best of
 * three rounds, with the memory that the process holds and, because a busy machine tells little by its clock, the processor time of a page (this process, with
 * the client in it). Goals: at least half the bare rate, the last page within 20 % of the first, memory flat.
 */
const COUNT = Number(process.argv[2] ?? 1_000_000);
const PAGE = 1_000;
const CONNECTIONS = 4;
const ROUND_MS = 4_000;
const ROUNDS = 3;
const SECRET_KEY = 'a-secret-key-for-the-bench-0123456789abcdef';
const TAXII = 'application/taxii+json;version=2.1';

const dataDir = mkdtempSync(join(tmpdir(), 'harbourlight-bench-'));
const server = await startEmbedded({ dataDir, mode: 'test' });
try {
  const adminUrl = await createDatabase(server.adminUrl, 'bench');
  await migrate({ adminUrl, secretKey: SECRET_KEY });
  const client = new pg.Client({ connectionString: adminUrl, options: '-c timezone=UTC' });
  await client.connect();
  try {
    await fill(client);
    await measure(client, adminUrl);
  } finally {
    await client.end();
  }
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** Indicators of some 900 bytes, one microsecond after the other. */
async function fill(client: pg.Client): Promise<void> {
  await client.query(`SET work_mem = '256MB'; SET maintenance_work_mem = '256MB'`);
  await client.query(
    `INSERT INTO taxii.object (collection_id, stix_id, version, version_at, spec_version, type, date_added, reader_set, json)
     SELECT c.id, 'indicator--' || u, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00Z', '2.1', 'indicator', '2026-01-01T00:00:00Z'::timestamptz + i * interval '1 microsecond', c.reader_set,
       '{"type":"indicator","spec_version":"2.1","id":"indicator--' || u || '","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","name":"Indicator ' || i
       || '","description":"' || repeat('A place that nobody should talk to. ', 14) || '","indicator_types":["malicious-activity"],"pattern":"[domain-name:value = ''bad' || i
       || '.example'']","pattern_type":"stix","valid_from":"2026-01-01T00:00:00.000Z"}'
     FROM taxii.collection c, generate_series(1, $1::int) i, LATERAL (SELECT gen_random_uuid() AS u WHERE i > 0) r WHERE c.kind = 'clear'`,
    [COUNT],
  );
  await client.query(
    `INSERT INTO taxii.collection_set SELECT id, reader_set FROM taxii.collection WHERE kind = 'clear' ON CONFLICT DO NOTHING`,
  );
  await client.query('VACUUM ANALYZE taxii.object');
}

async function measure(client: pg.Client, adminUrl: string): Promise<void> {
  const { rows } = await client.query<{ id: string }>(`SELECT id FROM taxii.collection WHERE kind = 'clear'`);
  const collectionId = rows[0]?.id ?? '';
  const config = readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: serviceUrl(adminUrl, 'harbourlight_api', SECRET_KEY),
    SECRET_KEY,
  });
  const app = await createApp(config);
  await app.listen(0, '127.0.0.1');
  const bare = await bareServer(adminUrl, collectionId);
  const [ours, bareUrl] = [`http://127.0.0.1:${portOf(app.getHttpServer())}`, `http://127.0.0.1:${portOf(bare.server)}`];
  console.log(`${COUNT} objects; pages of ${PAGE} a second, ${CONNECTIONS} connections, best of ${ROUNDS}`);
  console.log(['', 'TAXII', 'bare', 'ratio', 'CPU ms', 'bare CPU ms', 'bytes', 'memory MB'].map((text) => text.padEnd(12)).join(''));
  for (const [name, position] of Object.entries({ first: 0, middle: Math.floor(COUNT / 2), last: COUNT - PAGE })) {
    const after = instantAt(position);
    const taxii = `${ours}/taxii2/public/collections/${collectionId}/objects/?limit=${PAGE}&added_after=${after}`;
    const plain = `${bareUrl}/?${after}`;
    const [bytes, bareBytes] = [(await once(taxii)).length, (await once(plain)).length];
    // Ours says "next" as well.
    if (Math.abs(bytes - bareBytes) > 300) throw new Error(`the two send different bytes: ${bytes} and ${bareBytes}`);
    const [mine, theirs] = [await bestOf(taxii), await bestOf(plain)];
    const memory = (process.memoryUsage.rss() / 1e6).toFixed(0);
    const rates = [mine.rate.toFixed(0), theirs.rate.toFixed(0), (mine.rate / theirs.rate).toFixed(2)];
    const row = [name, ...rates, mine.cpuMs.toFixed(1), theirs.cpuMs.toFixed(1), String(bytes), memory];
    console.log(row.map((text) => text.padEnd(12)).join(''));
  }
  await app.close();
  bare.server.closeAllConnections();
  bare.server.close();
  await bare.pool.end();
}

function instantAt(position: number): string {
  return `2026-01-01T00:00:${String(Math.floor(position / 1e6)).padStart(2, '0')}.${String(position % 1e6).padStart(6, '0')}Z`;
}

async function bareServer(url: string, collectionId: string): Promise<{ server: Server; pool: pg.Pool }> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const text = 'SELECT json FROM taxii.object WHERE collection_id = $1 AND date_added > $2 ORDER BY date_added LIMIT $3';
  const bare = createServer((incoming, response) => {
    const after = (incoming.url ?? '').slice(2);
    void pool.query<{ json: string }>({ name: 'page', text, values: [collectionId, after, PAGE] }).then(({ rows }) => {
      response.writeHead(200, { 'content-type': TAXII });
      response.end(Buffer.from(`{"more":true,"objects":[${rows.map(({ json }) => json).join(',')}]}`));
    });
  });
  bare.listen(0, '127.0.0.1');
  await new Promise((resolve) => bare.once('listening', resolve));
  return { server: bare, pool };
}

function portOf(listening: Server): number {
  return (listening.address() as AddressInfo).port;
}

async function once(url: string): Promise<Buffer> {
  const { statusCode, body } = await request(url, { headers: { accept: TAXII } });
  const bytes = Buffer.from(await body.arrayBuffer());
  if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}`);
  return bytes;
}

interface Round {
  /** Pages a second. */
  readonly rate: number;
  /** Of one page. */
  readonly cpuMs: number;
}

async function bestOf(url: string): Promise<Round> {
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await roundOf(url));
  return { rate: Math.max(...rounds.map(({ rate }) => rate)), cpuMs: Math.min(...rounds.map(({ cpuMs }) => cpuMs)) };
}

async function roundOf(url: string): Promise<Round> {
  const agent = new Agent({ connections: CONNECTIONS });
  const cpuBefore = usedCpuMs();
  const startedMs = performance.now();
  let pages = 0;
  const worker = async () => {
    while (performance.now() - startedMs < ROUND_MS) {
      const { body } = await request(url, { dispatcher: agent, headers: { accept: TAXII } });
      await body.dump({ limit: 100e6 });
      pages += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const rate = (pages * 1_000) / (performance.now() - startedMs);
  const cpuMs = (usedCpuMs() - cpuBefore) / pages;
  await agent.close();
  return { rate, cpuMs };
}

/** Of this process. */
function usedCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
