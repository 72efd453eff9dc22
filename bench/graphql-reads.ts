/**
 * Reads through GraphQL, by a member of a government organisation with an API token, nothing cached and both lines of access in the way: the
 * newest 20 advisories that the member may see with organisation, tags and CVEs, and one advisory with its text. Against a bare `pg` +
 * `node:http` server that sends the same advisories from one prepared statement, in a process of its own on the same database; interleaved
 * rounds, median of the ratios. Before anything is timed both must answer with the same ids, and a visitor must get no narrower one.
 * Run: `npm run bench -- graphql-reads`.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Pool } from 'undici';
import { newApiToken } from '../libs/accounts/src/tokens/api-token.js';
import { fillTexts, PEOPLE } from './support/advisories-world.js';
import { cpuMsOf, postgresCpuMs, residentMb } from './support/cpu-time.js';
import { startFilled } from './support/filled-server.js';
import { median, report, scaled } from './support/report.js';
import { startApiProcess } from './support/api-process.js';
import { SECRET_KEY } from './support/stage.js';

const COUNT = Number(process.env['ADVISORIES'] ?? scaled(100_000, 1_000_000));
const TEXTS = 2_000;
const REQUESTS = Number(process.env['REQUESTS'] ?? 1_500);
const ROUNDS = Number(process.env['ROUNDS'] ?? scaled(3, 5));
const CONNECTIONS = 16;
const CARD = 'id trackingId title{en} summary{en} severity label publishedAt organisation{id name} tags cves';
const LIST = `query Newest($first: Int!){advisories(first: $first){nodes{${CARD}} pageInfo{hasNextPage endCursor}}}`;
const ONE = `query One($id: String!){advisory(trackingId: $id){${CARD} text{description{en}}}}`;

const BARE_LIST = `SELECT a.id, a.tracking_id AS "trackingId", a.title, a.summary, a.severity, a.label, a.published_at AS "publishedAt", o.id AS organisation_id,
    o.name AS organisation, a.tags, a.cves
  FROM (SELECT x.* FROM unnest($1::int[]) AS s(number) CROSS JOIN LATERAL (
      SELECT v.id, v.published_at FROM advisories.advisory v WHERE v.reader_set = s.number AND v.published_at IS NOT NULL ORDER BY v.published_at DESC, v.id DESC LIMIT 20) x
    ORDER BY x.published_at DESC, x.id DESC LIMIT 20) v
  JOIN advisories.advisory a ON a.id = v.id JOIN accounts.organisation o ON o.id = a.organisation_id ORDER BY v.published_at DESC, v.id DESC`;
const BARE_ONE = `SELECT a.id, a.tracking_id AS "trackingId", a.title, a.summary, a.severity, a.label, a.published_at AS "publishedAt", o.id AS organisation_id,
    o.name AS organisation, a.tags, a.cves, r.content->'description' AS description
  FROM advisories.advisory a JOIN accounts.organisation o ON o.id = a.organisation_id JOIN advisories.revision r ON r.id = a.revision_id
  WHERE a.tracking_id = $2 AND a.reader_set = ANY ($1::int[])`;

interface BareRow {
  readonly id: string;
  readonly organisation_id: string;
  readonly organisation: string;
  readonly description?: unknown;
}

/** The limit: one prepared statement and JSON. It knows the reader's sets, which nobody computes for it. */
async function serveBare(url: string, sets: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const numbers = sets.split(',').map(Number);
  const nodeOf = ({ organisation_id, organisation, description, ...card }: BareRow) => ({
    ...card,
    id: Buffer.from(`Advisory:${card.id}`).toString('base64'),
    organisation: { id: organisation_id, name: organisation },
    ...(description === undefined ? {} : { text: { description } }),
  });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { variables } = JSON.parse(Buffer.concat(chunks).toString()) as { variables: { id?: string } };
      const query =
        variables.id === undefined
          ? { name: 'list', text: BARE_LIST, values: [numbers] }
          : { name: 'one', text: BARE_ONE, values: [numbers, variables.id] };
      void pool.query<BareRow>(query).then(({ rows }) => {
        const nodes = rows.map(nodeOf);
        const data =
          variables.id === undefined
            ? { advisories: { nodes, pageInfo: { hasNextPage: true, endCursor: nodes.at(-1)?.id } } }
            : { advisory: nodes[0] };
        const body = JSON.stringify({ data });
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
      });
    });
  });
  await pool.query('SELECT 1');
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
}

interface Server {
  readonly pid: number;
  readonly pool: Pool;
  readonly headers: Readonly<Record<string, string>>;
}

async function ask(server: Server, body: string): Promise<string> {
  const answer = await server.pool.request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', ...server.headers },
    body,
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200 || text.startsWith('{"errors"')) throw new Error(`${answer.statusCode}: ${text.slice(0, 300)}`);
  return text;
}

interface Round {
  readonly perSecond: number;
  readonly cpuUs: number;
  readonly postgresUs: number;
}

async function round(server: Server, postgresFolder: string, bodyOf: (index: number) => string): Promise<Round> {
  const [cpu, postgres, startedAt] = [cpuMsOf(server.pid), postgresCpuMs(postgresFolder), performance.now()];
  let next = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (next < REQUESTS) await ask(server, bodyOf(next++));
    }),
  );
  const each = (ms: number) => (ms * 1_000) / REQUESTS;
  return {
    perSecond: (REQUESTS * 1_000) / (performance.now() - startedAt),
    cpuUs: each(cpuMsOf(server.pid) - cpu),
    postgresUs: each(postgresCpuMs(postgresFolder) - postgres),
  };
}

const idsIn = (text: string) => [...text.matchAll(/"trackingId":"([^"]+)"/g)].map(([, id]) => id).join(' ');

interface Comparison {
  readonly operation: string;
  readonly aim: string;
  readonly ours: Server;
  readonly bare: Server;
  readonly folder: string;
  readonly bodyOf: (index: number) => string;
}

async function compare({ operation, aim, ours, bare, folder, bodyOf }: Comparison): Promise<void> {
  const [mine, theirs] = [await ask(ours, bodyOf(1)), await ask(bare, bodyOf(1))];
  if (idsIn(mine) === '' || idsIn(mine) !== idsIn(theirs))
    throw new Error(`${operation}: the two answer with different advisories\n${mine.slice(0, 500)}\n${theirs.slice(0, 500)}`);
  for (const server of [ours, bare]) await round(server, folder, bodyOf);
  const rounds: { ours: Round; bare: Round }[] = [];
  for (let n = 0; n < ROUNDS; n += 1) rounds.push({ bare: await round(bare, folder, bodyOf), ours: await round(ours, folder, bodyOf) });
  const of = (pick: (each: { ours: Round; bare: Round }) => number) => median(rounds.map(pick));
  report({
    operation,
    unit: '/s',
    ours: of((each) => each.ours.perSecond),
    limit: { name: 'bare pg + node:http', value: of((each) => each.bare.perSecond) },
    ratio: of((each) => each.ours.perSecond / each.bare.perSecond),
    aim,
    cpuUs: of((each) => each.ours.cpuUs),
    postgresUs: of((each) => each.ours.postgresUs),
    peakMb: residentMb(ours.pid),
  });
  process.stdout.write(
    `  ${mine.length} and ${theirs.length} bytes; bare CPU ${of((each) => each.bare.cpuUs).toFixed(0)} + ${of((each) => each.bare.postgresUs).toFixed(0)} us\n`,
  );
}

async function run(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'harbourlight-bench-'));
  const { server, adminUrl } = await startFilled(dataDir, COUNT, 'durable');
  const undo: (() => unknown)[] = [];
  try {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    const trackingIds = await fillTexts(client, TEXTS);
    const { token, hash, hint } = newApiToken();
    await client.query(
      `INSERT INTO accounts.api_token (id, hash, hint, name, person_id, assurance, scopes, expires_at) VALUES (gen_random_uuid(), $1, $2, 'bench', $3, 2, '{read}', now() + interval '1 day')`,
      [hash, hint, PEOPLE.government],
    );
    const setsOf = async (entering: string) => {
      await client.query('BEGIN');
      const { rows } = await client.query<{ sets: number[] }>(`SELECT ${entering}, access.visible_sets() AS sets`);
      await client.query('ROLLBACK');
      return rows[0]?.sets ?? [];
    };
    const [memberSets, publicSets] = [
      await setsOf(`access.enter_person('${PEOPLE.government}')`),
      await setsOf('access.enter_anonymous()'),
    ];
    await client.end();
    const api = await startApiProcess({ adminUrl, dataDir, secretKey: SECRET_KEY });
    undo.push(() => {
      api.stop();
    });
    const poolOf = (origin: string) => {
      const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
      undo.push(() => pool.destroy());
      return pool;
    };
    const ours: Server = { pid: api.pid, pool: poolOf(api.origin), headers: { authorization: `Bearer ${token}` } };
    const startBare = async (sets: readonly number[]): Promise<Server> => {
      const child = fork(fileURLToPath(import.meta.url), ['bare', adminUrl, sets.join(',')]);
      undo.push(() => child.kill());
      const port = await new Promise<unknown>((resolve) => child.once('message', resolve));
      return { pid: child.pid ?? 0, pool: poolOf(`http://127.0.0.1:${Number(port)}`), headers: {} };
    };
    const bare = await startBare(memberSets);
    await refuseIfVisitorSeesMore({ ...ours, headers: {} });
    const folder = join(dataDir, 'postgres');
    const both = { ours, bare, folder };
    await compare({
      ...both,
      operation: `newest 20 of ${COUNT.toLocaleString('en')} through GraphQL`,
      aim: 'ratio 0.55 or more',
      bodyOf: () => JSON.stringify({ query: LIST, variables: { first: 20 } }),
    });
    await compare({
      ...both,
      operation: 'one advisory by its tracking id through GraphQL',
      aim: 'ratio 0.35 or more',
      bodyOf: (index) => JSON.stringify({ query: ONE, variables: { id: trackingIds[index % trackingIds.length] } }),
    });
    await compare({
      folder,
      ours: { ...ours, headers: {} },
      bare: await startBare(publicSets),
      operation: `the same newest 20 as visitors ask for them at once`,
      aim: 'ratio 10 or more',
      bodyOf: () => JSON.stringify({ query: LIST, variables: { first: 20 } }),
    });
  } finally {
    for (const each of undo.reverse()) each();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The world has GREEN labels alone and readers of all sorts: a visitor must be told of public ones and of no other. */
async function refuseIfVisitorSeesMore(visitor: Server): Promise<void> {
  const text = await ask(visitor, JSON.stringify({ query: LIST, variables: { first: 100 } }));
  const numbers = [...text.matchAll(/"trackingId":"HL-2026-(\d+)"/g)].map(([, number]) => Number(number));
  if (numbers.length !== 100 || numbers.some((number) => number % 20 >= 8)) throw new Error('a visitor is shown what is not public');
}

if (process.argv[2] === 'bare') await serveBare(process.argv[3] ?? '', process.argv[4] ?? '');
else await run();
