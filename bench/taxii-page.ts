/**
 * Pages of 1,000 objects of a TAXII collection of 100,000 (1,000,000 with `--full`), at its beginning, in its middle and at its end: the API against
 * a bare `pg` + `node:http` server that sends the same objects from one prepared statement, each in a process of its own, interleaved rounds, median
 * of the ratios. Before anything is timed the two must send the same objects, byte for byte, and a walk by `next` must meet every object once and in
 * order; the memory of the API is taken during that walk. Run: `npm run bench -- taxii-page`.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '#libs/database';
import { createDatabase, startEmbedded } from '#libs/embedded';
import pg from 'pg';
import { Pool } from 'undici';
import { cpuMsOf, postgresCpuMs, residentMb } from './support/cpu-time.js';
import { median, report, scaled } from './support/report.js';
import { startApiProcess } from './support/api-process.js';

const COUNT = Number(process.env['OBJECTS'] ?? scaled(100_000, 1_000_000));
const PAGE = 1_000;
const PAGES_A_ROUND = Number(process.env['REQUESTS'] ?? scaled(150, 300));
const ROUNDS = Number(process.env['ROUNDS'] ?? scaled(3, 5));
const CONNECTIONS = 4;
const SECRET_KEY = 'a-secret-key-for-the-bench-0123456789abcdef';
const TAXII = 'application/taxii+json;version=2.1';
const ROOT = '/taxii2/public/collections/clear/objects/';
const PLACES = { first: 0, middle: Math.floor(COUNT / 2), last: COUNT - PAGE } as const;
type Place = keyof typeof PLACES;

/** Indicators of some 900 bytes, one microsecond after the other; their names are numbers from 1. */
const OBJECTS = `INSERT INTO taxii.object (collection_id, stix_id, version, version_at, spec_version, type, date_added, reader_set, json)
  SELECT c.id, 'indicator--' || u, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00Z', '2.1', 'indicator', '2026-01-01T00:00:00Z'::timestamptz + i * interval '1 microsecond',
    c.reader_set, '{"type":"indicator","spec_version":"2.1","id":"indicator--' || u || '","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","name":"' || i
    || '","description":"' || repeat('A place that nobody should talk to. ', 14) || '","indicator_types":["malicious-activity"],"pattern":"[domain-name:value = ''bad' || i
    || '.example'']","pattern_type":"stix","valid_from":"2026-01-01T00:00:00.000Z"}'
  FROM taxii.collection c, generate_series(1, $1::int) i, LATERAL (SELECT gen_random_uuid() AS u WHERE i > 0) r WHERE c.kind = 'clear'`;
const BARE_PAGE = `SELECT json FROM taxii.object WHERE collection_id = $1 AND date_added > $2 ORDER BY date_added LIMIT ${PAGE}`;

async function fill(client: pg.Client): Promise<string> {
  await client.query(`SET work_mem = '256MB'; SET maintenance_work_mem = '256MB'`);
  const { rowCount } = await client.query(OBJECTS, [COUNT]);
  if (rowCount !== COUNT) throw new Error(`${rowCount ?? 0} objects were made`);
  await client.query(
    `INSERT INTO taxii.collection_set SELECT id, reader_set FROM taxii.collection WHERE kind = 'clear' ON CONFLICT DO NOTHING`,
  );
  await client.query('VACUUM ANALYZE taxii.object');
  const { rows } = await client.query<{ id: string }>(`SELECT id FROM taxii.collection WHERE kind = 'clear'`);
  return rows[0]?.id ?? '';
}

/** The limit: one prepared statement, and what it gives between two brackets. It asks nobody who reads. */
async function serveBare(url: string, collectionId: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 10, options: '-c timezone=UTC' });
  const server = createServer((request, response) => {
    const after = new URL(request.url ?? '', 'http://bare').searchParams.get('added_after');
    void pool.query<{ json: string }>({ name: 'page', text: BARE_PAGE, values: [collectionId, after] }).then(({ rows }) => {
      const body = Buffer.from(`{"more":true,"objects":[${rows.map(({ json }) => json).join(',')}]}`);
      response.writeHead(200, { 'content-type': TAXII, 'content-length': body.length }).end(body);
    });
  });
  await pool.query('SELECT 1');
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
}

interface Server {
  readonly pid: number;
  readonly pool: Pool;
}

/** The objects of a page as they came, and the cursor of the next. */
interface Page {
  readonly objects: string;
  readonly next?: string;
}

async function pageOf({ pool }: Server, query: string): Promise<Page> {
  const { statusCode, body } = await pool.request({ method: 'GET', path: `${ROOT}?${query}`, headers: { accept: TAXII } });
  const text = await body.text();
  const objects = /"objects":\[(.*)\]/s.exec(text)?.[1];
  if (statusCode !== 200 || objects === undefined) throw new Error(`${statusCode}: ${text.slice(0, 300)}`);
  const next = /"next":"([^"]+)"/.exec(text.replace(objects, ''))?.[1];
  return { objects, ...(next === undefined ? {} : { next }) };
}

function queryAt(place: Place): string {
  const micros = String(PLACES[place]).padStart(7, '0');
  return `limit=${PAGE}&added_after=2026-01-01T00:00:0${micros.slice(0, -6)}.${micros.slice(-6)}Z`;
}

async function refuseOtherBytes(ours: Server, bare: Server): Promise<void> {
  for (const place of ['first', 'middle', 'last'] as const) {
    const [mine, theirs] = await Promise.all([pageOf(ours, queryAt(place)), pageOf(bare, queryAt(place))]);
    if (mine.objects !== theirs.objects) throw new Error(`${place} page: the two send different objects`);
  }
}

/** From the first object to the last, page after page: all of them, each once. Answers with the memory of the API after each page, in MB. */
async function walk(ours: Server): Promise<readonly number[]> {
  const memory: number[] = [];
  let met = 0;
  let query: string | undefined = `limit=${PAGE}`;
  while (query !== undefined) {
    const { objects, next }: Page = await pageOf(ours, query);
    for (const [, name] of objects.matchAll(/"name":"(\d+)"/g)) {
      met += 1;
      if (Number(name) !== met) throw new Error(`object ${name ?? ''} came where ${met} should`);
    }
    memory.push(residentMb(ours.pid));
    query = next === undefined ? undefined : `limit=${PAGE}&next=${encodeURIComponent(next)}`;
  }
  if (met !== COUNT) throw new Error(`${met} objects of ${COUNT} came`);
  return memory;
}

/** The collector takes what it is given at first, so memory is looked at in a walk after all others. */
async function walkForMemory(ours: Server): Promise<void> {
  const memory = await walk(ours);
  const half = Math.floor(memory.length / 2);
  const [early, late] = [Math.max(...memory.slice(0, half)), Math.max(...memory.slice(half))];
  report({
    operation: `memory of the API in the second half of ${memory.length.toLocaleString('en')} TAXII pages, at most`,
    unit: 'MB',
    ours: late,
    limit: { name: 'in the first half, at most', value: early },
    ratio: late / early,
    aim: 'ratio 1.2 or less',
    peakMb: Math.max(early, late),
  });
}

interface Round {
  readonly perSecond: number;
  readonly cpuUs: number;
  readonly postgresUs: number;
}

async function round({ pid, pool }: Server, folder: string, place: Place): Promise<Round> {
  const [cpu, postgres, startedAt] = [cpuMsOf(pid), postgresCpuMs(folder), performance.now()];
  const request = { method: 'GET', path: `${ROOT}?${queryAt(place)}`, headers: { accept: TAXII } } as const;
  let left = PAGES_A_ROUND;
  const worker = async () => {
    while (left-- > 0) {
      const { statusCode, body } = await pool.request(request);
      await body.dump({ limit: 100e6 });
      if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const each = (ms: number) => (ms * 1_000) / PAGES_A_ROUND;
  const perSecond = (PAGES_A_ROUND * 1_000) / (performance.now() - startedAt);
  return { perSecond, cpuUs: each(cpuMsOf(pid) - cpu), postgresUs: each(postgresCpuMs(folder) - postgres) };
}

type Rounds = Readonly<Record<Place, { ours: Round; bare: Round }>>;

async function compare(ours: Server, bare: Server, folder: string): Promise<void> {
  const both = async (place: Place) => ({ bare: await round(bare, folder, place), ours: await round(ours, folder, place) });
  const all = async (): Promise<Rounds> => ({ first: await both('first'), middle: await both('middle'), last: await both('last') });
  await all();
  const rounds: Rounds[] = [];
  for (let n = 0; n < ROUNDS; n += 1) rounds.push(await all());
  const of = (pick: (each: Rounds) => number) => median(rounds.map(pick));
  for (const place of ['first', 'middle', 'last'] as const) {
    report({
      operation: `the ${place} TAXII page of ${PAGE.toLocaleString('en')} of ${COUNT.toLocaleString('en')} objects`,
      unit: '/s',
      ours: of((each) => each[place].ours.perSecond),
      limit: { name: 'bare pg + node:http', value: of((each) => each[place].bare.perSecond) },
      ratio: of((each) => each[place].ours.perSecond / each[place].bare.perSecond),
      aim: 'ratio 0.5 or more',
      cpuUs: of((each) => each[place].ours.cpuUs),
      postgresUs: of((each) => each[place].ours.postgresUs),
      peakMb: residentMb(ours.pid),
    });
    const cpu = [of((each) => each[place].bare.cpuUs), of((each) => each[place].bare.postgresUs)].map((us) => us.toFixed(0));
    process.stdout.write(`  bare CPU ${cpu.join(' + ')} us\n`);
  }
  for (const place of ['middle', 'last'] as const) {
    report({
      operation: `the ${place} TAXII page against the first`,
      unit: '/s',
      ours: of((each) => each[place].ours.perSecond),
      limit: { name: 'the first page', value: of((each) => each.first.ours.perSecond) },
      ratio: of((each) => each[place].ours.perSecond / each.first.ours.perSecond),
      aim: 'ratio 0.8 or more',
    });
  }
}

async function run(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'harbourlight-bench-'));
  const embedded = await startEmbedded({ dataDir, mode: 'durable' });
  const undo: (() => unknown)[] = [];
  try {
    const adminUrl = await createDatabase(embedded.adminUrl, 'bench');
    await migrate({ adminUrl, secretKey: SECRET_KEY });
    const client = new pg.Client({ connectionString: adminUrl, options: '-c timezone=UTC' });
    await client.connect();
    const collectionId = await fill(client).finally(() => client.end());
    const bareChild = fork(fileURLToPath(import.meta.url), ['bare', adminUrl, collectionId]);
    undo.push(() => bareChild.kill());
    const port = await new Promise<number>((resolve) => {
      bareChild.once('message', (message) => {
        resolve(Number(message));
      });
    });
    const api = await startApiProcess({ adminUrl, dataDir, secretKey: SECRET_KEY });
    undo.push(() => {
      api.stop();
    });
    const serverAt = (pid: number, origin: string): Server => {
      const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
      undo.push(() => pool.destroy());
      return { pid, pool };
    };
    const ours = serverAt(api.pid, api.origin);
    const bare = serverAt(bareChild.pid ?? 0, `http://127.0.0.1:${port}`);
    await refuseOtherBytes(ours, bare);
    await walk(ours);
    await compare(ours, bare, join(dataDir, 'postgres'));
    await walkForMemory(ours);
  } finally {
    for (const each of undo.reverse()) each();
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

if (process.argv[2] === 'bare') await serveBare(process.argv[3] ?? '', process.argv[4] ?? '');
else await run();
