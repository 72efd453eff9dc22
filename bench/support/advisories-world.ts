/** Advisories and readers of the common workload, made inside PostgreSQL. */
import type pg from 'pg';

export const PEOPLE = {
  government: '00000000-0000-4000-8000-0000000000b1',
  industry: '00000000-0000-4000-8000-0000000000b2',
  /** Sees what is public and one closed group of 200. */
  oneGroup: '00000000-0000-4000-8000-0000000000b3',
} as const;

/** 40 % CLEAR, 35 % for members, 15 % for government, 10 % for one of 200 closed groups; five years; some words in every text, some in few. */
export async function fillAdvisories(client: pg.Client, count: number): Promise<void> {
  await client.query(`SET work_mem = '256MB'; SET maintenance_work_mem = '512MB'; SET synchronous_commit = off; SET jit = off`);
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
  await nameSets(client);
  await withoutIndexes(client, 'advisories.advisory', () => insertAdvisories(client, count));
  await client.query('VACUUM ANALYZE advisories.advisory');
}

/** The numbers of the sets of readers by name, for this connection. */
async function nameSets(client: pg.Client): Promise<void> {
  await client.query(`CREATE TEMP TABLE IF NOT EXISTS sets AS SELECT 'public' AS name, access.intern_readers('{public}') AS id
    UNION ALL SELECT 'member', access.intern_readers('{member}') UNION ALL SELECT 'government', access.intern_readers('{tier:government}')
    UNION ALL SELECT 'group' || i, access.intern_readers(ARRAY['group:00000000-0000-4000-8000-' || lpad(to_hex(4096 + i), 12, '0')]) FROM generate_series(0, 199) i`);
  await client.query('ANALYZE sets');
}

/** Each row costs a tenth where the indexes that no constraint needs are made at the end, from all rows at once. */
async function withoutIndexes(client: pg.Client, table: string, fill: () => Promise<unknown>): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
     WHERE indrelid = $1::regclass AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = indexrelid)`,
    [table],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  await fill();
  for (const { definition } of rows) await client.query(definition);
}

function insertAdvisories(client: pg.Client, count: number): Promise<unknown> {
  return client.query(`INSERT INTO advisories.advisory (id, tracking_id, organisation_id, author_id, state, reader_set, revision_id, revision, kind, severity, label,
      publisher, published_at, updated_at, title, summary, source_language, cves, tags, vendors, products, terms, search)
    SELECT gen_random_uuid(), 'HL-2026-' || i, '00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-0000000000b1', 'published', s.id, gen_random_uuid(), 1,
      'security_alert', i % 4, 'GREEN', '{"en":"CERT"}', now() - (i * 26 || ' minutes')::interval, now(), jsonb_build_object('en', 'Advisory ' || i), '{"en":"Summary"}', 'en',
      ARRAY['CVE-2024-' || 1000 + i % 50000], ARRAY['tag' || i % 200], ARRAY['Vendor ' || i % 500], ARRAY['Product ' || i % 20000],
      ARRAY['kind:security_alert', 'cve:CVE-2024-' || 1000 + i % 50000, 'tag:tag' || i % 200, 'vendor:vendor ' || i % 500, 'product:product ' || i % 20000],
      to_tsvector('simple', 'hl2026' || i || ' cve 2024 ' || 1000 + i % 50000 || ' cve2024' || 1000 + i % 50000 || ' vendor ' || i % 500 || ' product ' || i % 20000
        || ' update the software common 漏洞 ' || CASE WHEN i % 3 = 0 THEN 'third ' ELSE '' END || CASE WHEN i % 40 = 0 THEN 'fortieth' ELSE '' END)
        || array_to_tsvector(ARRAY(SELECT 'word' || (i::bigint * j * 7919) % 30000 FROM generate_series(1, 120) j))
    FROM (SELECT n AS i, s.id FROM generate_series(1, ${count}) n JOIN sets s ON s.name = CASE WHEN n % 20 < 8 THEN 'public' WHEN n % 20 < 15 THEN 'member' WHEN n % 20 < 18 THEN 'government' ELSE 'group' || (n / 20) % 200 END
      ORDER BY n DESC) s`);
}

/** Gives the newest `count` advisories that a member of a government organisation may see a text of 4.4 kB; answers with their tracking ids. */
export async function fillTexts(client: pg.Client, count: number): Promise<string[]> {
  await nameSets(client);
  const { rows } = await client.query<{ tracking_id: string }>(
    `INSERT INTO advisories.revision (id, advisory_id, organisation_id, tracking_id, number, state, reader_set, author_id, editors, approved_by, kind, severity,
       label, audience, content, published_at, update_class)
     SELECT a.revision_id, a.id, a.organisation_id, a.tracking_id, 1, 'published', a.reader_set, a.author_id, '{}',
       '00000000-0000-4000-8000-0000000000b2', a.kind, a.severity, a.label, '{}',
       jsonb_build_object('sourceLanguage', 'en', 'title', a.title, 'summary', a.summary, 'description', jsonb_build_object('en', repeat('Update the software. ', 210)),
         'recommendation', '[]'::jsonb, 'vulnerabilities', '[]'::jsonb, 'affectedProducts', '[]'::jsonb, 'remediations', '[]'::jsonb, 'references', '[]'::jsonb,
         'tags', '[]'::jsonb, 'sectors', '[]'::jsonb, 'credits', '[]'::jsonb, 'cnvd', '[]'::jsonb, 'outdatedTranslations', '[]'::jsonb), a.published_at, 'major'
     FROM advisories.advisory a JOIN sets s ON s.id = a.reader_set AND s.name IN ('public', 'member', 'government')
     ORDER BY a.published_at DESC LIMIT $1 RETURNING tracking_id`,
    [count],
  );
  await client.query('VACUUM ANALYZE advisories.revision');
  return rows.map((row) => row.tracking_id);
}
