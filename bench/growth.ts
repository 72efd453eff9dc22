/**
 * How cost grows: the same questions to a database with 10,000 advisories, subscriptions and deliveries and to one with 100,000 (1,000,000 with
 * --full), through the classes of the product, in the context of a member of a government organisation; a match of a revision for the same 300 recipients
 * as the worker's role. Interleaved rounds; the ratio is of what the database took (`EXPLAIN` would not see the functions' inner statements, so it is the
 * time of the calls on one connection), beside it the CPU time of PostgreSQL. Also: a search never sorts all that a common word finds.
 * Before anything is timed, both must answer each question with as many rows, and nothing narrower than the reader may see.
 * Run: `npm run bench -- growth`. SMALL, LARGE, CALLS and ROUNDS change the size.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext, NestApplicationOptions } from '@nestjs/common';
import { actorFrom } from '#libs/access';
import type { Actor } from '#libs/access';
import { AdvisoriesModule, AdvisoryQueries } from '#libs/advisories';
import { readConfig } from '#libs/config';
import { Database, migrate, PlatformModule, serviceUrl } from '#libs/database';
import type { Transaction } from '#libs/database';
import { DeliveriesModule, DeliveryQueries } from '#libs/deliveries';
import { createDatabase } from '#libs/embedded';
import { OutboxModule } from '#libs/outbox';
import { RenditionsModule } from '#libs/renditions';
import pg from 'pg';
import { newApiToken } from '../libs/accounts/src/tokens/api-token.js';
import { fillAdvisories, fillTexts, PEOPLE } from './support/advisories-world.js';
import { postgresCpuMs } from './support/cpu-time.js';
import { startFilled } from './support/filled-server.js';
import { fillGrowing, GROWTH_RECIPIENTS, REVISION_ID } from './support/growing-world.js';
import { median, report, scaled } from './support/report.js';
import { SECRET_KEY } from './support/stage.js';

const SMALL = Number(process.env['SMALL'] ?? 10_000);
const LARGE = Number(process.env['LARGE'] ?? scaled(100_000, 1_000_000));
const CALLS = Number(process.env['CALLS'] ?? scaled(40, 100));
const ROUNDS = Number(process.env['ROUNDS'] ?? scaled(3, 5));
/** A search may sort a page and its candidates, and not all that a common word finds. */
const MOST_SORTED = 5_000;

const QUIET: Pick<NestApplicationOptions, 'logger'> = { logger: false };

interface Side {
  readonly app: INestApplicationContext;
  readonly actor: Actor;
  readonly client: pg.Client;
  readonly trackingIds: readonly string[];
}

/** A question and how many rows must come back, whatever the size. */
interface Question {
  readonly name: string;
  readonly rows: number;
  readonly aim?: string;
  ask(side: Side, index: number): Promise<number>;
}

function read<Row>(side: Side, work: (tx: Transaction, queries: AdvisoryQueries) => Promise<Row>): Promise<Row> {
  return side.app.get(Database, { strict: false }).as(side.actor, (tx) => work(tx, side.app.get(AdvisoryQueries, { strict: false })));
}

function search(name: string, words: string, rows = 20): Question {
  return {
    name: `search: ${name}`,
    rows,
    ask: async (side) => (await read(side, (tx, queries) => queries.newest(tx, { first: 20, search: words }))).cards.length,
  };
}

const QUESTIONS: readonly Question[] = [
  {
    name: 'newest 20',
    rows: 20,
    ask: async (side) => (await read(side, (tx, queries) => queries.newest(tx, { first: 20 }))).cards.length,
  },
  {
    name: 'one by its tracking id',
    rows: 1,
    ask: async (side, index) => {
      const id = side.trackingIds[index % side.trackingIds.length] ?? '';
      return (await read(side, (tx, queries) => queries.byTrackingId(tx, id)))?.trackingId === id ? 1 : 0;
    },
  },
  search('a word of one advisory', 'hl2026777', 1),
  search('a common word', 'common'),
  search('Chinese, in every text', '漏洞'),
  search('three words', 'word77 word154 vendor', 1),
  {
    name: `match for ${GROWTH_RECIPIENTS} recipients`,
    rows: GROWTH_RECIPIENTS,
    ask: async ({ client }) =>
      (await client.query({ name: 'match', text: `SELECT FROM subscriptions.match($1)`, values: [REVISION_ID] })).rows.length,
  },
  {
    name: 'page of deliveries',
    rows: 20,
    ask: async (side) => (await side.app.get(DeliveryQueries, { strict: false }).list(side.actor)).deliveries.length,
  },
];

async function sideOf(adminUrl: string, count: number, dataDir: string): Promise<Side> {
  const client = new pg.Client({ connectionString: adminUrl });
  // Where a measurement fails, the server is stopped with this connection open: the failure is what is told.
  client.on('error', () => undefined);
  await client.connect();
  const trackingIds = await fillTexts(client, 1_000);
  await fillGrowing(client, count);
  const { hash, hint } = newApiToken();
  await client.query(
    `INSERT INTO accounts.api_token (id, hash, hint, name, person_id, assurance, scopes, expires_at) VALUES (gen_random_uuid(), $1, $2, 'bench', $3, 2, '{read,subscribe}', now() + interval '1 day')`,
    [hash, hint, PEOPLE.government],
  );
  const url = serviceUrl(adminUrl, 'harbourlight_api', SECRET_KEY);
  const config = readConfig({ DATABASE_URL: url, SECRET_KEY, NODE_ENV: 'test', DATA_DIR: dataDir });
  const imports = [PlatformModule.forRoot(config, 'bench'), OutboxModule, RenditionsModule.forRoot(), AdvisoriesModule, DeliveriesModule];
  const app = await NestFactory.createApplicationContext({ module: DeliveriesModule, imports }, QUIET);
  const credential = { kind: 'token', hash: hash.toString('hex') } as const;
  const entered = await app.get(Database, { strict: false }).identify(credential);
  if (entered === undefined) throw new Error('the token is not good');
  return { app, actor: actorFrom(credential, entered), client, trackingIds };
}

interface Cost {
  readonly ms: number;
  readonly postgresUs: number;
}

async function cost({ ask, rows, name }: Question, side: Side, folder: string): Promise<Cost> {
  const times: number[] = [];
  const cpu = postgresCpuMs(folder);
  for (let index = 0; index < CALLS; index += 1) {
    const startedAt = performance.now();
    const found = await ask(side, index);
    times.push(performance.now() - startedAt);
    if (found < rows) throw new Error(`${name}: ${found} rows and not ${rows}`);
  }
  return { ms: median(times), postgresUs: ((postgresCpuMs(folder) - cpu) * 1_000) / CALLS };
}

async function compare(question: Question, small: Side, large: Side, folder: string): Promise<void> {
  for (const side of [small, large]) await question.ask(side, 0);
  const rounds: { small: Cost; large: Cost }[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push({ small: await cost(question, small, folder), large: await cost(question, large, folder) });
  const of = (pick: (round: { small: Cost; large: Cost }) => number) => median(rounds.map(pick));
  report({
    operation: `${question.name} among ${LARGE.toLocaleString('en')}`,
    unit: 'ms',
    ours: of(({ large: each }) => each.ms),
    limit: { name: `among ${SMALL.toLocaleString('en')}`, value: of(({ small: each }) => each.ms) },
    ratio: of((each) => each.large.ms / each.small.ms),
    aim: question.name.startsWith('search') ? 'ratio 1.5 or less; 10 ms or less' : 'ratio 1.5 or less',
    postgresUs: of(({ large: each }) => each.postgresUs),
  });
  const grown = of((each) => each.large.postgresUs / each.small.postgresUs);
  process.stdout.write(
    `  CPU of PostgreSQL: ${of(({ small: each }) => each.postgresUs).toFixed(0)} us among the few, ratio ${grown.toFixed(2)}\n`,
  );
}

/** The government member may see its own two groups and no third; the rest of the world is broad. */
async function refuseIfMoreIsSeen(side: Side): Promise<void> {
  const { cards } = await read(side, (tx, queries) => queries.newest(tx, { first: 100 }));
  const isHidden = (trackingId: string) => {
    const number = Number(trackingId.slice('HL-2026-'.length));
    return number % 20 >= 18 && ![0, 1].includes(Math.floor(number / 20) % 200);
  };
  if (cards.length !== 100 || cards.some(({ trackingId }) => isHidden(trackingId)))
    throw new Error('the reader is shown what is not theirs');
}

/** In the plan of what a search does inside its function, no step may sort more rows than a page and its candidates. */
async function refuseFullSort({ client }: Side): Promise<void> {
  await client.query(`LOAD 'auto_explain'`);
  for (const [name, value] of Object.entries({ log_min_duration: '0', log_analyze: 'on', log_nested_statements: 'on', log_format: 'json' }))
    await client.query(`SET auto_explain.${name} = '${value}'`);
  await client.query('SET client_min_messages = log');
  const plans: string[] = [];
  const keep = ({ message }: { message?: string | undefined }) => plans.push(message ?? '');
  client.on('notice', keep);
  await client.query('BEGIN');
  await client.query('SELECT access.enter_person($1)', [PEOPLE.government]);
  await client.query('SET LOCAL ROLE harbourlight_api');
  for (const words of ['common', '漏洞', 'third'])
    await client.query('SELECT * FROM advisories.visible_ids($1, NULL, NULL, NULL, 21)', [words]);
  await client.query('ROLLBACK');
  client.off('notice', keep);
  await client.query(`SET auto_explain.log_min_duration = -1; RESET client_min_messages`);
  const sorted = plans.flatMap((plan) =>
    [...plan.matchAll(/"Node Type": "(?:Incremental )?Sort"[^{}]*?"Actual Rows": ([\d.]+)/gs)].map(([, rows]) => Number(rows)),
  );
  if (plans.length === 0) throw new Error('no plan was seen');
  if (sorted.some((rows) => rows > MOST_SORTED)) throw new Error(`a search sorts ${Math.max(...sorted)} rows`);
}

async function smallDatabase(): Promise<string> {
  const url = await createDatabase(server.adminUrl, 'small');
  await migrate({ adminUrl: url, secretKey: SECRET_KEY });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await fillAdvisories(client, SMALL);
  await client.end();
  return url;
}

const dataDir = mkdtempSync(join(tmpdir(), 'harbourlight-bench-'));
const { server, adminUrl } = await startFilled(dataDir, LARGE, 'test');
try {
  const small = await sideOf(await smallDatabase(), SMALL, dataDir);
  const large = await sideOf(adminUrl, LARGE, dataDir);
  for (const side of [small, large]) await refuseIfMoreIsSeen(side);
  await refuseFullSort(large);
  for (const question of QUESTIONS) await compare(question, small, large, join(dataDir, 'postgres'));
  for (const { app, client } of [small, large]) {
    await client.end();
    await app.close();
  }
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
