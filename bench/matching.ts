/**
 * How long a published revision takes to find its subscribers among 100,000 (1,000,000 with --full): medians of the inverted search alone, of all the numbers, and of
 * the match with owners, and whether the search read the index alone. Everything is made inside PostgreSQL.
 * Run: `npm run bench -- matching`. SUBSCRIPTIONS and ROUNDS change the size. About three minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrate } from '#libs/database';
import { createDatabase, startEmbedded } from '#libs/embedded';
import { report, scaled } from './support/report.js';

const SUBSCRIPTIONS = Number(process.env['SUBSCRIPTIONS'] ?? scaled(100_000, 1_000_000));
const ROUNDS = Number(process.env['ROUNDS'] ?? 15);
const SECRET_KEY = 'a-secret-key-for-the-bench-alone-01234567';
const REVISION_ID = '22222222-2222-4222-8222-222222222222';

/** 1,700 organisations with 20 people each, and 6,000 readers of none. */
const ACCOUNTS = `
INSERT INTO accounts.organisation (id, name, tier, status, sectors)
  SELECT gen_random_uuid(), 'Organisation ' || n, CASE WHEN n % 9 = 0 THEN 'government' ELSE 'industry' END, 'active',
    ARRAY[(ARRAY['finance', 'energy', 'water', 'transport', 'health'])[1 + n % 5]] FROM generate_series(1, 1700) n;
INSERT INTO accounts.person (id, organisation_id, email, name, status, roles)
  SELECT gen_random_uuid(), o.id, o.id || '-' || n || '@example.org', 'Person', 'active', '{member}'
  FROM accounts.organisation o, generate_series(1, 20) n;
INSERT INTO accounts.person (id, email, name, status, roles)
  SELECT gen_random_uuid(), n || '@example.net', 'Reader', 'active', '{reader}' FROM generate_series(1, 6000) n;
CREATE TABLE public.owner AS SELECT row_number() OVER () - 1 AS position, p.id, access.reach_of(p.id, NULL) AS reach FROM accounts.person p;
CREATE UNIQUE INDEX ON public.owner (position);
`;

/** 5 % want everything; the others name 1 to 12 products (65 %, skewed), or vendors, tags or CVEs (10 % each); least severities are even. */
const SUBSCRIBERS = `
SET session_replication_role = replica; -- without triggers: the terms of all are written by one statement
INSERT INTO subscriptions.subscription (id, person_id, frequency, min_severity, reach, products, vendors, tags, cves)
  SELECT gen_random_uuid(), o.id, 'immediate', n % 4, o.reach,
    CASE WHEN kind BETWEEN 6 AND 70 THEN ARRAY(SELECT DISTINCT 'product:vendor/' || floor(20000 * power(random(), 3)) FROM generate_series(1, wanted)) ELSE '{}' END,
    CASE WHEN kind BETWEEN 71 AND 80 THEN ARRAY(SELECT DISTINCT 'vendor:' || floor(2000 * random()) FROM generate_series(1, wanted)) ELSE '{}' END,
    CASE WHEN kind BETWEEN 81 AND 90 THEN ARRAY(SELECT DISTINCT 'tag:' || floor(200 * random()) FROM generate_series(1, wanted)) ELSE '{}' END,
    CASE WHEN kind > 90 THEN ARRAY(SELECT DISTINCT 'cve:CVE-2026-' || floor(200000 * random()) FROM generate_series(1, wanted)) ELSE '{}' END
  FROM (SELECT n, 1 + floor(100 * random())::int AS kind, 1 + floor(12 * random())::int AS wanted, floor(40000 * random())::bigint AS owner
    FROM generate_series(1, ${SUBSCRIPTIONS}) n) made JOIN public.owner o ON o.position = made.owner;
INSERT INTO subscriptions.term (term, min_severity, reach, subscription_number, is_whole)
  SELECT a.term, s.min_severity, s.reach, s.number, a.is_whole FROM subscriptions.subscription s, LATERAL subscriptions.anchors(s) a;
`;

/** Medium severity, 36 terms, 400 words, open to all members. */
const REVISION = `
INSERT INTO advisories.advisory (id, tracking_id, organisation_id, author_id, state, reader_set, revision_id, revision, kind, severity, label, published_at, terms, search)
  SELECT '11111111-1111-4111-8111-111111111111', 'HL-2026-000001', o.id, p.id, 'published', access.intern_readers('{member}'),
    '${REVISION_ID}', 1, 'security_alert', 1, 'GREEN', now(),
    ARRAY['kind:security_alert', 'sector:energy', 'vendor:7'] || ARRAY(SELECT 'product:vendor/' || (200 + n * 97) FROM generate_series(1, 25) n)
      || ARRAY(SELECT 'tag:' || n FROM generate_series(1, 4) n) || ARRAY(SELECT 'cve:CVE-2026-' || n FROM generate_series(1, 4) n),
    to_tsvector('simple', (SELECT string_agg('word' || n, ' ') FROM generate_series(1, 400) n))
  FROM accounts.organisation o JOIN accounts.person p ON p.organisation_id = o.id LIMIT 1;
INSERT INTO advisories.revision (id, advisory_id, organisation_id, tracking_id, number, state, reader_set, author_id, editors, approved_by, kind, severity, label,
    audience, content, published_at)
  SELECT revision_id, id, organisation_id, tracking_id, 1, 'published', reader_set, author_id, '{}', (SELECT id FROM accounts.person WHERE id <> a.author_id LIMIT 1),
    kind, severity, label, '{}', '{}', published_at FROM advisories.advisory a;
SET session_replication_role = origin;
`;

/** The first step of subscriptions.match_numbers(), with its lists written out as that function's plan has them. */
const SEARCH = `
SELECT format('SELECT t.subscription_number, bool_or(t.is_whole) FROM subscriptions.term t
    WHERE t.term = ANY (%L::text[]) AND t.min_severity <= 1 AND t.reach = ANY (%L::int[]) GROUP BY t.subscription_number',
  a.terms || '*'::text || ARRAY(SELECT 'word:' || lexeme FROM unnest(a.search)), ARRAY(SELECT id FROM access.reach WHERE keys && '{member}')) AS sql
FROM advisories.advisory a`;

async function medianMs(client: Client, sql: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now();
    await client.query(`SELECT count(*) FROM (${sql}) found`);
    times.push(performance.now() - startedAt);
  }
  return times.sort((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

async function one(client: Client, sql: string): Promise<string> {
  const { rows } = await client.query<Record<string, unknown>>(sql);
  return rows.map((row) => String(Object.values(row)[0])).join('\n');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function measure(client: Client): Promise<void> {
  const search = await one(client, SEARCH);
  const plan = await one(client, `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) ${search}`);
  const isIndexOnly = plan.includes('Index Only Scan using term_lookup') && plan.includes('Heap Fetches: 0');
  const numbers = `SELECT FROM subscriptions.match_numbers('${REVISION_ID}')`;
  print(
    `${await one(client, 'SELECT count(*) FROM subscriptions.subscription')} subscriptions, ${await one(client, 'SELECT count(*) FROM subscriptions.term')} terms`,
  );
  print(
    `${await one(client, `SELECT count(*) FROM (${numbers}) found`)} found for ${await one(client, 'SELECT cardinality(terms) FROM advisories.advisory')} terms and 400 words`,
  );
  print(`inverted search, index only: ${isIndexOnly ? 'yes' : 'NO'}`);
  const among = `among ${SUBSCRIPTIONS.toLocaleString('en')} subscriptions`;
  report({ operation: `inverted search ${among}`, unit: 'ms', ours: await medianMs(client, search), aim: '15 ms or less' });
  report({ operation: `all numbers ${among}, the rest of the criteria compared`, unit: 'ms', ours: await medianMs(client, numbers) });
  const match = `SELECT FROM subscriptions.match('${REVISION_ID}')`;
  report({ operation: `match ${among}, with owners`, unit: 'ms', ours: await medianMs(client, match) });
  if (!isIndexOnly) {
    print(plan.slice(0, 4_000));
    process.exitCode = 1;
  }
}

const dataDir = mkdtempSync(join(tmpdir(), 'harbourlight-bench-'));
const server = await startEmbedded({ dataDir, mode: 'test' });
try {
  const url = await createDatabase(server.adminUrl, 'bench');
  await migrate({ adminUrl: url, secretKey: SECRET_KEY });
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const sql of [ACCOUNTS, SUBSCRIBERS, REVISION, 'VACUUM ANALYZE']) await client.query(sql);
  await client.query('SET jit = off');
  await measure(client);
  await client.end();
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
