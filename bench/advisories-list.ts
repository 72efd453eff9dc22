import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '#libs/database';
import { createDatabase, startEmbedded } from '#libs/embedded';
import pg from 'pg';

/**
 * The database's part of the lists at N advisories (default 100,000) made inside PostgreSQL: newest 20, a page deep down, a filter, searches
 * and a count, for a visitor, members of both tiers, and somebody who sees one closed group alone: `npm run bench -- advisories-list [N]`.
 * Time is what EXPLAIN ANALYZE says of planning and execution of the statement that AdvisoryQueries runs, median of 31. The goal is below
 * 1 ms for the newest 20 of every reader.
 */
const COUNT = Number(process.argv[2] ?? 100_000);
const ROUNDS = 31;
const SECRET_KEY = 'a-secret-key-for-the-bench-0123456789abcdef';
const LIST = `SELECT a.* FROM advisories.visible_ids($1, $2, $3, $4, $5) v JOIN advisories.advisory a ON a.id = v.id ORDER BY v.published_at DESC, v.id DESC`;

const dataDir = mkdtempSync(join(tmpdir(), 'harbourlight-bench-'));
const server = await startEmbedded({ dataDir, mode: 'test' });
try {
  const adminUrl = await createDatabase(server.adminUrl, 'bench');
  await migrate({ adminUrl, secretKey: SECRET_KEY });
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await fill(client);
    await measure(client);
  } finally {
    await client.end();
  }
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** 40 % CLEAR, 35 % for members, 15 % for government, 10 % for one of 200 closed groups; five years; some words in every text, some in few. */
async function fill(client: pg.Client): Promise<void> {
  await client.query(`SET work_mem = '256MB'; SET maintenance_work_mem = '256MB'`);
  await client.query(`INSERT INTO accounts.organisation (id, name, tier, status, is_operator, sectors) VALUES
    ('00000000-0000-4000-8000-0000000000a1', 'Government', 'government', 'active', true, '{public-administration}'),
    ('00000000-0000-4000-8000-0000000000a2', 'Industry', 'industry', 'active', false, '{finance}')`);
  await client.query(`INSERT INTO accounts.closed_group (id, name, owner_organisation_id)
    SELECT ('00000000-0000-4000-8000-' || lpad(to_hex(4096 + i), 12, '0'))::uuid, 'Group ' || i, '00000000-0000-4000-8000-0000000000a1' FROM generate_series(0, 199) i`);
  await client.query(`INSERT INTO accounts.person (id, organisation_id, email, name, status, roles) VALUES
    ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-0000000000a1', 'g@example.org', 'Government', 'active', '{member}'),
    ('00000000-0000-4000-8000-0000000000b2', '00000000-0000-4000-8000-0000000000a2', 'i@example.org', 'Industry', 'active', '{member}'),
    ('00000000-0000-4000-8000-0000000000b3', NULL, 'o@example.org', 'Of one group', 'active', '{reader}')`);
  await client.query(`INSERT INTO accounts.group_member (group_id, person_id)
    SELECT ('00000000-0000-4000-8000-' || lpad(to_hex(4096 + i), 12, '0'))::uuid, '00000000-0000-4000-8000-0000000000b1'::uuid FROM generate_series(0, 1) i
    UNION ALL SELECT '00000000-0000-4000-8000-000000001007'::uuid, '00000000-0000-4000-8000-0000000000b3'`);
  await client.query(`CREATE TEMP TABLE sets AS SELECT 'public' AS name, access.intern_readers('{public}') AS id
    UNION ALL SELECT 'member', access.intern_readers('{member}') UNION ALL SELECT 'government', access.intern_readers('{tier:government}')
    UNION ALL SELECT 'group' || i, access.intern_readers(ARRAY['group:00000000-0000-4000-8000-' || lpad(to_hex(4096 + i), 12, '0')]) FROM generate_series(0, 199) i`);
  await client.query(`INSERT INTO advisories.advisory (id, tracking_id, organisation_id, author_id, state, reader_set, revision_id, revision, kind, severity, label,
      publisher, published_at, updated_at, title, summary, source_language, cves, tags, vendors, products, terms, search)
    SELECT gen_random_uuid(), 'HL-2026-' || i, '00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-0000000000b1', 'published', s.id, gen_random_uuid(), 1,
      'security_alert', i % 4, 'GREEN', '{"en":"CERT"}', now() - (i * 26 || ' minutes')::interval, now(), jsonb_build_object('en', 'Advisory ' || i), '{"en":"Summary"}', 'en',
      ARRAY['CVE-2024-' || 1000 + i % 50000], ARRAY['tag' || i % 200], ARRAY['Vendor ' || i % 500], ARRAY['Product ' || i % 20000],
      ARRAY['kind:security_alert', 'cve:CVE-2024-' || 1000 + i % 50000, 'tag:tag' || i % 200, 'vendor:vendor ' || i % 500, 'product:product ' || i % 20000],
      to_tsvector('simple', 'hl2026' || i || ' cve 2024 ' || 1000 + i % 50000 || ' cve2024' || 1000 + i % 50000 || ' vendor ' || i % 500 || ' product ' || i % 20000
        || ' update the software common 漏洞 ' || CASE WHEN i % 3 = 0 THEN 'third ' ELSE '' END || CASE WHEN i % 40 = 0 THEN 'fortieth ' ELSE '' END
        || (SELECT string_agg('word' || (i::bigint * j * 7919) % 30000, ' ') FROM generate_series(1, 120) j))
    FROM generate_series(1, ${COUNT}) i
    JOIN sets s ON s.name = CASE WHEN i % 20 < 8 THEN 'public' WHEN i % 20 < 15 THEN 'member' WHEN i % 20 < 18 THEN 'government' ELSE 'group' || (i / 20) % 200 END`);
  await client.query('VACUUM ANALYZE advisories.advisory');
}

async function measure(client: pg.Client): Promise<void> {
  await client.query(`PREPARE list AS ${LIST}`);
  const readers = {
    visitor: 'SELECT access.enter_anonymous()',
    industry: `SELECT access.enter_person('00000000-0000-4000-8000-0000000000b2')`,
    government: `SELECT access.enter_person('00000000-0000-4000-8000-0000000000b1')`,
    'one group': `SELECT access.enter_person('00000000-0000-4000-8000-0000000000b3')`,
  };
  const lists = {
    'newest 20': `NULL, NULL, NULL, NULL, 21`,
    'page 500': `NULL, NULL, now() - interval '180 days', gen_random_uuid(), 21`,
    'critical only': `NULL, '{"severities":[3]}', NULL, NULL, 21`,
    'one product': `NULL, '{"terms":[["product:product 77"]]}', NULL, NULL, 21`,
    'one CVE id': `'CVE-2024-1077', NULL, NULL, NULL, 21`,
    'three words': `'word77 word154 vendor', NULL, NULL, NULL, 21`,
    'a common word': `'common', NULL, NULL, NULL, 21`,
    'a fortieth': `'fortieth', NULL, NULL, NULL, 21`,
    'common, never together': `'"software update"', NULL, NULL, NULL, 21`,
    'a third': `'third', NULL, NULL, NULL, 21`,
    Chinese: `'漏洞', NULL, NULL, NULL, 21`,
  };
  console.log(`${COUNT} advisories; milliseconds in PostgreSQL (planning and execution), median of ${ROUNDS}`);
  const names = Object.keys(readers);
  console.log(['', ...names].map((text) => text.padEnd(24)).join(''));
  for (const [name, parameters] of Object.entries(lists)) {
    const row = [name];
    for (const enter of Object.values(readers)) row.push((await median(client, enter, `EXECUTE list(${parameters})`)).toFixed(2));
    console.log(row.map((text) => text.padEnd(24)).join(''));
  }
  const counts = ['count to 1000'];
  for (const enter of Object.values(readers))
    counts.push((await median(client, enter, `SELECT advisories.visible_count('third', NULL, 1000)`)).toFixed(2));
  console.log(counts.map((text) => text.padEnd(24)).join(''));
}

async function median(client: pg.Client, enter: string, statement: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await client.query('BEGIN');
    await client.query(enter);
    await client.query('SET LOCAL ROLE harbourlight_api');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, TIMING OFF) ${statement}`);
    await client.query('ROLLBACK');
    times.push(
      rows
        .map((row) => Number(/(?:Planning|Execution) Time: ([\d.]+) ms/.exec(row['QUERY PLAN'])?.[1] ?? 0))
        .reduce((sum, ms) => sum + ms, 0),
    );
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}
