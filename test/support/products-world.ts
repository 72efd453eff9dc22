import type { Client } from 'pg';

export interface ProductsWorld {
  readonly vendor: string;
  readonly advisories: number;
  readonly productsEach: number;
  /** How many different ones the vendor has. */
  readonly products: number;
  /** Keys of the sets of readers that the advisories have in turn. */
  readonly readers: readonly (readonly string[])[];
}

/** Published advisories about one vendor, made inside PostgreSQL with their texts; the counts follow by the triggers. */
export async function fillProducts(client: Client, { vendor, advisories, productsEach, products, readers }: ProductsWorld): Promise<void> {
  const sets: number[] = [];
  for (const keys of readers) {
    const { rows } = await client.query<{ id: number }>('SELECT access.intern_readers($1) AS id', [keys]);
    sets.push(rows[0]?.id ?? 0);
  }
  for (let from = 1; from <= advisories; from += BATCH) {
    const values = [vendor, from, Math.min(from + BATCH - 1, advisories), productsEach, products, sets];
    await client.query(FILL, values);
    await client.query(PUBLISH);
  }
}

const BATCH = 1_000;

const FILL = `
WITH numbered AS (
  SELECT gen_random_uuid() AS id, gen_random_uuid() AS revision_id, n, ($6::int[])[1 + n % cardinality($6::int[])] AS reader_set,
    jsonb_build_object('sourceLanguage', 'en', 'title', jsonb_build_object('en', 'Filled ' || n), 'summary', '{"en":"Filled"}'::jsonb,
      'affectedProducts', (SELECT jsonb_agg(jsonb_build_object('vendor', $1::text, 'product', 'Product ' || (n * (j + 1) * 7919 + j * j) % $5::int,
        'version', j::text, 'status', 'known_affected')) FROM generate_series(1, $4::int) j),
      'vulnerabilities', '[]'::jsonb, 'references', '[]'::jsonb, 'tags', '[]'::jsonb, 'sectors', '[]'::jsonb) AS content
  FROM generate_series($2::bigint, $3::bigint) n
), whose AS (
  SELECT p.id AS author_id, p.organisation_id FROM accounts.person p WHERE p.organisation_id IS NOT NULL ORDER BY p.id LIMIT 1
), advisory AS (
  INSERT INTO advisories.advisory (id, tracking_id, organisation_id, author_id, state, reader_set)
    SELECT d.id, 'FILLED-' || $1 || '-' || d.n, w.organisation_id, w.author_id, 'draft', d.reader_set FROM numbered d, whose w
)
INSERT INTO advisories.revision (id, advisory_id, organisation_id, tracking_id, number, state, reader_set, author_id, editors, approved_by, kind, severity, label,
    audience, content, published_at)
  SELECT d.revision_id, d.id, w.organisation_id, 'FILLED-' || $1 || '-' || d.n, 1, 'published', d.reader_set, w.author_id, '{}',
    (SELECT p.id FROM accounts.person p WHERE p.id <> w.author_id LIMIT 1), 'security_alert', 2, 'GREEN', '{}', d.content,
    now() - d.n * interval '1 hour' FROM numbered d, whose w`;

const PUBLISH = `
UPDATE advisories.advisory a SET state = 'published', revision_id = r.id, revision = 1, kind = r.kind, severity = r.severity, label = r.label,
    published_at = r.published_at, updated_at = r.published_at, title = r.content->'title', summary = r.content->'summary', source_language = 'en',
    publisher = '{"en":"CERT"}', vendors = ARRAY[r.content->'affectedProducts'->0->>'vendor'],
    products = ARRAY(SELECT DISTINCT p.value->>'product' FROM jsonb_array_elements(r.content->'affectedProducts') p(value)),
    terms = ARRAY['kind:security_alert', 'vendor:' || lower(r.content->'affectedProducts'->0->>'vendor')]
  FROM advisories.revision r WHERE r.advisory_id = a.id AND a.published_at IS NULL AND a.tracking_id LIKE 'FILLED-%'`;
