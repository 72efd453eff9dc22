import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startFilled } from './support/filled-server.js';
import { fillProducts } from '../test/support/products-world.js';
import { PEOPLE } from './support/advisories-world.js';
import { report, scaled } from './support/report.js';

/**
 * The database's part of the lists at 100,000 advisories (1,000,000 with --full) made inside PostgreSQL: newest 20, a page deep down, a filter, searches
 * and a count, for a visitor, members of both tiers, and somebody who sees one closed group alone: `npm run bench -- advisories-list`.
 * Time is what EXPLAIN ANALYZE says of planning and execution of the statement that AdvisoryQueries runs, median of 15 (31). The goal is below
 * 1 ms for the newest 20 of every reader. At the end the products of one vendor with 500 (4,000) advisories that name 30 products each: the page
 * of its products against the same numbers counted from the texts.
 */
const COUNT = scaled(100_000, 1_000_000);
const ROUNDS = scaled(15, 31);
const VENDOR_ADVISORIES = scaled(500, 4_000);
const LIST = `SELECT a.* FROM advisories.visible_ids($1, $2, $3, $4, $5) v JOIN advisories.advisory a ON a.id = v.id ORDER BY v.published_at DESC, v.id DESC`;

const READERS = {
  visitor: 'SELECT access.enter_anonymous()',
  industry: `SELECT access.enter_person('${PEOPLE.industry}')`,
  government: `SELECT access.enter_person('${PEOPLE.government}')`,
  'one group': `SELECT access.enter_person('${PEOPLE.oneGroup}')`,
};

const dataDir = mkdtempSync(join(tmpdir(), 'harbourlight-bench-'));
const { server, adminUrl } = await startFilled(dataDir, COUNT, 'test');
try {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await measure(client);
    await measureProducts(client);
  } finally {
    await client.end();
  }
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function measure(client: pg.Client): Promise<void> {
  await client.query(`PREPARE list AS ${LIST}`);
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
  const names = Object.keys(READERS);
  console.log(['', ...names].map((text) => text.padEnd(24)).join(''));
  for (const [name, parameters] of Object.entries(lists)) {
    const row = [name];
    for (const enter of Object.values(READERS)) row.push((await median(client, enter, `EXECUTE list(${parameters})`)).toFixed(2));
    console.log(row.map((text) => text.padEnd(24)).join(''));
    const aim = name === 'newest 20' ? '1 ms or less' : '10 ms or less';
    report({ operation: `list in PostgreSQL, slowest reader: ${name}`, unit: 'ms', ours: Math.max(...row.slice(1).map(Number)), aim });
  }
  const counts = ['count to 1000'];
  for (const enter of Object.values(READERS))
    counts.push((await median(client, enter, `SELECT advisories.visible_count('third', NULL, 1000)`)).toFixed(2));
  console.log(counts.map((text) => text.padEnd(24)).join(''));
}

/** What a person waits for on the page of a vendor, and what it would be to count the texts each time. */
async function measureProducts(client: pg.Client): Promise<void> {
  const group = 'group:00000000-0000-4000-8000-000000001007';
  await fillProducts(client, {
    ...{ vendor: 'Large', advisories: VENDOR_ADVISORIES, productsEach: 30, products: 2_000 },
    readers: [['public'], ['public'], ['member'], ['member'], ['tier:government'], [group]],
  });
  await client.query('VACUUM ANALYZE');
  const counted = `SELECT p.value->>'product', count(DISTINCT a.id) FROM advisories.advisory a JOIN advisories.revision r ON r.id = a.revision_id,
    jsonb_array_elements(r.content->'affectedProducts') p(value) WHERE a.terms && '{vendor:large}' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 51`;
  const statements = {
    'products of a vendor': `SELECT * FROM advisories.visible_products('LARGE', NULL, NULL, NULL, NULL, 51, 0)`,
    'with their versions': `SELECT * FROM advisories.visible_products('LARGE', NULL, NULL, NULL, NULL, 51, 10)`,
    'one product': `SELECT * FROM advisories.visible_products('LARGE', 'product 7', NULL, NULL, NULL, 2, 0)`,
    'names that begin so': `SELECT * FROM advisories.visible_names('product 1', NULL, 20)`,
    'names of all': `SELECT * FROM advisories.visible_names('', 'product', 10)`,
    'counted from the texts': counted,
  };
  const slowest: Record<string, number> = {};
  for (const [name, statement] of Object.entries(statements)) {
    const times: number[] = [];
    for (const enter of Object.values(READERS)) times.push(await median(client, enter, statement));
    slowest[name] = Math.max(...times);
    console.log([name, ...times.map((ms) => ms.toFixed(2))].map((text) => text.padEnd(24)).join(''));
  }
  const [ours = Number.NaN, peer = Number.NaN] = [slowest['products of a vendor'], slowest['counted from the texts']];
  const limit = { name: 'counted from the texts', value: peer };
  report({
    operation: `products of a vendor of ${VENDOR_ADVISORIES.toLocaleString('en')} advisories`,
    unit: 'ms',
    ours,
    limit,
    ratio: ours / peer,
    aim: '20 ms or less',
  });
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
