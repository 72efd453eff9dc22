/**
 * What users would pick instead for reads: PostGraphile 5 over the same tables, with its own best settings: array columns, the newest of the reader's sets
 * by a function that walks one range of the partial index for each set (twenty in so many words: for a parameter the planner guesses thousands),
 * and the look-up by a unique key. It decides no access itself (it is told the reader's sets, which nobody computes for it), in its favour. Beside the bare `pg` + `node:http` server of `graphql-reads`; interleaved rounds, the same
 * ids in both answers. It is taken from a folder of its own (installed on demand). Run: `npm run bench -- peers/postgraphile`.
 */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Pool } from 'undici';
import { fillAdvisories, fillTexts, PEOPLE } from '../support/advisories-world.js';
import { Child } from '../support/child.js';
import { cpuMsOf, postgresCpuMs, residentMb } from '../support/cpu-time.js';
import { installPeer } from '../support/peer-packages.js';
import { leaveOut, median, report, scaled } from '../support/report.js';
import { onStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';

const COUNT = Number(process.env['ADVISORIES'] ?? scaled(20_000, 1_000_000));
const REQUESTS = Number(process.env['REQUESTS'] ?? 1_000);
const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const CONNECTIONS = 16;
const CARD = 'rowId trackingId title summary severity label publishedAt organisation{rowId name} tags cves';
const LIST = `query Newest($sets: [Int!]!){newest(sets: $sets){nodes{${CARD}}}}`;
const ONE = `query One($id: String!){advisoryByTrackingId(trackingId: $id){${CARD} revision{content}}}`;

/** Views of what may be asked for, as PostGraphile recommends; the keys and relations are told by smart tags. */
const SCHEMA = `
CREATE SCHEMA peer;
CREATE VIEW peer.organisation AS SELECT id, name FROM accounts.organisation;
COMMENT ON VIEW peer.organisation IS E'@primaryKey id';
CREATE VIEW peer.revision AS SELECT id, content FROM advisories.revision;
COMMENT ON VIEW peer.revision IS E'@primaryKey id';
CREATE VIEW peer.advisory AS SELECT id, tracking_id, title, summary, severity, label, published_at, organisation_id, revision_id, tags, cves, reader_set FROM advisories.advisory;
COMMENT ON VIEW peer.advisory IS E'@primaryKey id\\n@unique tracking_id\\n@foreignKey (organisation_id) references organisation (id)|@fieldName organisation\\n@foreignKey (revision_id) references revision (id)|@fieldName revision';
CREATE FUNCTION peer.newest(sets int[]) RETURNS SETOF peer.advisory LANGUAGE sql STABLE ROWS 20 AS $$
  SELECT a.* FROM (SELECT x.* FROM unnest(sets) AS s(number) CROSS JOIN LATERAL (
      SELECT v.id, v.published_at FROM advisories.advisory v WHERE v.reader_set = s.number AND v.published_at IS NOT NULL ORDER BY v.published_at DESC, v.id DESC LIMIT 20) x
    ORDER BY x.published_at DESC, x.id DESC LIMIT 20) v JOIN peer.advisory a ON a.id = v.id ORDER BY v.published_at DESC, v.id DESC
$$;`;

interface Server {
  readonly pid: number;
  readonly pool: Pool;
}

async function ask({ pool }: Server, body: string): Promise<string> {
  const answer = await pool.request({ method: 'POST', path: '/graphql', headers: { 'content-type': 'application/json' }, body });
  const text = await answer.body.text();
  if (answer.statusCode !== 200 || text.includes('"errors"')) throw new Error(`${answer.statusCode}: ${text.slice(0, 500)}`);
  return text;
}

interface Round {
  readonly perSecond: number;
  readonly cpuUs: number;
  readonly postgresUs: number;
}

async function round(server: Server, folder: string, bodyOf: (index: number) => string): Promise<Round> {
  const [cpu, postgres, startedAt] = [cpuMsOf(server.pid), postgresCpuMs(folder), performance.now()];
  let next = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (next < REQUESTS) await ask(server, bodyOf(next++));
    }),
  );
  const each = (ms: number) => (ms * 1_000) / REQUESTS;
  const perSecond = (REQUESTS * 1_000) / (performance.now() - startedAt);
  return { perSecond, cpuUs: each(cpuMsOf(server.pid) - cpu), postgresUs: each(postgresCpuMs(folder) - postgres) };
}

const idsIn = (text: string) => [...text.matchAll(/"trackingId":"([^"]+)"/g)].map(([, id]) => id).join(' ');

interface Operation {
  readonly operation: string;
  readonly query: string;
  readonly variables: (index: number) => object;
  readonly bareVariables: (index: number) => object;
}

async function compare(
  peer: Server,
  bare: Server,
  folder: string,
  { operation, query, variables, bareVariables }: Operation,
): Promise<void> {
  const peerBody = (index: number) => JSON.stringify({ query, variables: variables(index) });
  const bareBody = (index: number) => JSON.stringify({ variables: bareVariables(index) });
  const [mine, theirs] = [await ask(peer, peerBody(1)), await ask(bare, bareBody(1))];
  if (idsIn(mine) === '' || idsIn(mine) !== idsIn(theirs))
    throw new Error(`${operation}: different advisories\n${mine.slice(0, 400)}\n${theirs.slice(0, 400)}`);
  await round(peer, folder, peerBody);
  await round(bare, folder, bareBody);
  const rounds: { peer: Round; bare: Round }[] = [];
  for (let n = 0; n < ROUNDS; n += 1) rounds.push({ bare: await round(bare, folder, bareBody), peer: await round(peer, folder, peerBody) });
  const of = (pick: (each: { peer: Round; bare: Round }) => number) => median(rounds.map(pick));
  report({
    operation,
    unit: '/s',
    ours: of((each) => each.peer.perSecond),
    limit: { name: 'bare pg + node:http', value: of((each) => each.bare.perSecond) },
    ratio: of((each) => each.peer.perSecond / each.bare.perSecond),
    cpuUs: of((each) => each.peer.cpuUs),
    postgresUs: of((each) => each.peer.postgresUs),
    peakMb: residentMb(peer.pid),
  });
}

/** The bare server of `graphql-reads` tells its port alone. */
async function startBare(url: string, sets: readonly number[]): Promise<{ pid: number; port: number; stop: () => void }> {
  const child = fork(fileURLToPath(new URL('../graphql-reads.ts', import.meta.url)), ['bare', url, sets.join(',')]);
  const port = await new Promise<number>((resolve) => {
    child.once('message', (message) => {
      resolve(Number(message));
    });
  });
  return { pid: child.pid ?? 0, port, stop: () => void child.kill() };
}

async function measure({ database, postgresFolder }: Stage, peerFolder: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  await fillAdvisories(client, COUNT);
  const trackingIds = await fillTexts(client, 1_000);
  await client.query(SCHEMA);
  await client.query('BEGIN');
  const { rows } = await client.query<{ sets: number[] }>('SELECT access.enter_person($1), access.visible_sets() AS sets', [
    PEOPLE.government,
  ]);
  await client.query('ROLLBACK');
  await client.end();
  const sets = rows[0]?.sets ?? [];
  const bare = await startBare(database.adminUrl, sets);
  const peer = await Child.start(fileURLToPath(new URL('../support/postgraphile-server.mjs', import.meta.url)), [
    peerFolder,
    database.adminUrl,
  ]);
  const servers = [peer, bare].map(({ pid, port }) => ({
    pid,
    pool: new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS, pipelining: 1 }),
  }));
  try {
    const [ours, theirs] = servers;
    if (ours === undefined || theirs === undefined) return;
    const idOf = (index: number) => trackingIds[index % trackingIds.length] ?? '';
    const list = {
      operation: `peer: PostGraphile, newest 20 of ${COUNT.toLocaleString('en')}`,
      query: LIST,
      variables: () => ({ sets }),
      bareVariables: () => ({}),
    };
    const one = {
      operation: 'peer: PostGraphile, one by its tracking id',
      query: ONE,
      variables: (n: number) => ({ id: idOf(n) }),
      bareVariables: (n: number) => ({ id: idOf(n) }),
    };
    for (const operation of [list, one]) await compare(ours, theirs, postgresFolder, operation);
  } finally {
    await Promise.all(servers.map(({ pool }) => pool.destroy()));
    peer.stop();
    bare.stop();
  }
}

const installed = installPeer('postgraphile', { postgraphile: '5.1.5', pg: '8.16.3' });
if ('reason' in installed) leaveOut('peer: PostGraphile', installed.reason);
else await onStage((stage) => measure(stage, join(installed.folder)));
