/** Subscriptions and deliveries that grow beside advisories, with what one reader gets of them staying the same. */
import type pg from 'pg';

export const REVISION_ID = '22222222-2222-4222-8222-222222222222';
/** Subscriptions that the revision is for, however many others there are. */
export const GROWTH_RECIPIENTS = 300;

/** `count` subscriptions that name one product of 20,000, and 300 that name the revision's; in a database that `fillAdvisories` has filled. */
const SUBSCRIPTIONS = `
INSERT INTO accounts.person (id, email, name, status, roles)
  SELECT gen_random_uuid(), 'reader-' || n || '@example.net', 'Reader', 'active', '{reader}' FROM generate_series(1, 1000) n;
CREATE TEMP TABLE owner AS SELECT row_number() OVER () - 1 AS position, id, access.reach_of(id, NULL) AS reach FROM accounts.person WHERE email LIKE 'reader-%';
ANALYZE owner;
INSERT INTO subscriptions.subscription (id, person_id, frequency, min_severity, reach, products)
  SELECT gen_random_uuid(), o.id, 'immediate', 0, o.reach, ARRAY['product:grown/' || CASE WHEN n <= $2::int THEN 'wanted' ELSE 'p' || n % 20000 END]
  FROM generate_series(1, $1::int) n JOIN owner o ON o.position = n % 1000;
INSERT INTO subscriptions.term (term, min_severity, reach, subscription_number, is_whole)
  SELECT a.term, s.min_severity, s.reach, s.number, a.is_whole FROM subscriptions.subscription s, LATERAL subscriptions.anchors(s) a;
`;

const REVISION = `
INSERT INTO advisories.advisory (id, tracking_id, organisation_id, author_id, state, reader_set, revision_id, revision, kind, severity, label, published_at,
    updated_at, publisher, title, summary, source_language, terms, search)
  SELECT '11111111-1111-4111-8111-111111111111', 'HL-2025-000001', o.id, p.id, 'published', access.intern_readers('{public}'), '${REVISION_ID}', 1,
    'security_alert', 1, 'CLEAR', now() - interval '40 years', now() - interval '40 years', '{"en":"CERT"}', '{"en":"Grown"}', '{"en":"Grown"}', 'en',
    ARRAY['kind:security_alert', 'product:grown/wanted'], to_tsvector('simple', 'a grown one')
  FROM accounts.organisation o JOIN accounts.person p ON p.organisation_id = o.id LIMIT 1;
INSERT INTO advisories.revision (id, advisory_id, organisation_id, tracking_id, number, state, reader_set, author_id, editors, approved_by, kind, severity, label,
    audience, content, published_at)
  SELECT revision_id, id, organisation_id, tracking_id, 1, 'published', reader_set, author_id, '{}', (SELECT id FROM accounts.person WHERE id <> a.author_id LIMIT 1),
    kind, severity, label, '{}', '{}', published_at FROM advisories.advisory a WHERE a.tracking_id = 'HL-2025-000001';
`;

/** Endpoints with 500 deliveries each; 20 of the endpoints are of the government organisation that the reader is of. */
const DELIVERIES = `
INSERT INTO subscriptions.endpoint (id, person_id, organisation_id, channel, address, language, status, event_types, confirmed_at)
  SELECT gen_random_uuid(), CASE WHEN n > 20 THEN (SELECT id FROM owner WHERE position = n % 1000) END,
    CASE WHEN n <= 20 THEN '00000000-0000-4000-8000-0000000000a1'::uuid END, 'webhook', 'https://h' || n || '.example/hook', 'en', 'active',
    '{advisory.published}', now()
  FROM generate_series(1, greatest(20, $1::int / 500)) n;
INSERT INTO deliveries.delivery (id, event, occasion, channel, endpoint_id, person_id, organisation_id, advisory_id, revision_id, revision, event_at, created_at,
    status, attempts, finished_at)
  SELECT gen_random_uuid(), 'advisory.published', n::text, 'webhook', e.id, e.person_id, e.organisation_id, r.advisory_id, r.id, 1, r.published_at,
    now() - n * interval '1 minute', 'sent', 1, now()
  FROM (SELECT *, row_number() OVER () AS position FROM subscriptions.endpoint) e, generate_series(1, 500) n, advisories.revision r
  WHERE r.id = '${REVISION_ID}';
`;

export async function fillGrowing(client: pg.Client, count: number): Promise<void> {
  // Without triggers: the terms of all are written by one statement.
  await client.query('SET session_replication_role = replica');
  for (const sql of [SUBSCRIPTIONS, REVISION, DELIVERIES]) {
    for (const statement of sql.split(';\n').filter((text) => text.trim() !== ''))
      await client.query(statement.replaceAll('$1', String(count)).replaceAll('$2', String(GROWTH_RECIPIENTS)));
  }
  await client.query('SET session_replication_role = origin');
  await client.query('VACUUM ANALYZE');
}
