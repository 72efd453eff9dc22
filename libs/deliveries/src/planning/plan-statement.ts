import type { AdvisoryEvent } from '#libs/renditions';

/**
 * Who asks for the advisory now: the subscriptions of this batch, that the match found. OFFSET 0 here and in PLAN: one look-up for each, since the
 * planner takes a filter for rarer than it is and would compare all with all.
 */
const MATCHED = `
  SELECT se.endpoint_id, s.number, s.frequency, s.time_zone, s.person_id, s.organisation_id
  FROM matched
  CROSS JOIN LATERAL (SELECT x.* FROM subscriptions.subscription x WHERE x.number = matched.number AND x.status = 'active' OFFSET 0) s
  CROSS JOIN LATERAL (SELECT x.endpoint_id FROM subscriptions.subscription_endpoint x WHERE x.subscription_id = s.id OFFSET 0) se`;

/** Whom an earlier alert reached, or may have: what is pending and not due is in a claim, whose result is not known. */
const ALERTED_BEFORE = `
  SELECT had.endpoint_id, s.number, s.frequency, s.time_zone, s.person_id, s.organisation_id
  FROM (
    SELECT d.endpoint_id, d.subscriptions FROM deliveries.delivery d LEFT JOIN deliveries.due q ON q.delivery_id = d.id
    WHERE d.advisory_id = $2::uuid AND d.event <> 'advisory.withdrawn' AND (d.attempts > 0 OR q.was_claimed OR d.status = 'pending' AND q.delivery_id IS NULL)
    UNION ALL
    SELECT i.endpoint_id, i.subscriptions FROM deliveries.digest_item i JOIN deliveries.delivery d ON d.id = i.delivery_id
      LEFT JOIN deliveries.due q ON q.delivery_id = d.id
    WHERE i.advisory_id = $2::uuid AND i.event <> 'advisory.withdrawn' AND (d.attempts > 0 OR q.was_claimed OR d.status = 'pending' AND q.delivery_id IS NULL)
  ) had
  CROSS JOIN LATERAL unnest(had.subscriptions) number
  JOIN subscriptions.subscription s ON s.number = number.number AND s.status = 'active'
  JOIN subscriptions.subscription_endpoint se ON se.subscription_id = s.id AND se.endpoint_id = had.endpoint_id`;

/** Who waits for an alert about an earlier revision: the newer one takes its place. */
const WAITING = `
  SELECT had.endpoint_id, s.number, s.frequency, s.time_zone, s.person_id, s.organisation_id
  FROM (
    SELECT d.endpoint_id, d.subscriptions FROM deliveries.due q JOIN deliveries.delivery d ON d.id = q.delivery_id
    WHERE d.advisory_id = $2::uuid AND d.revision < $4::int
    UNION ALL
    SELECT i.endpoint_id, i.subscriptions FROM deliveries.digest_item i
    WHERE i.advisory_id = $2::uuid AND i.revision < $4::int AND i.delivery_id IS NULL
  ) had
  CROSS JOIN LATERAL unnest(had.subscriptions) number
  JOIN subscriptions.subscription s ON s.number = number.number AND s.status = 'active'
  JOIN subscriptions.subscription_endpoint se ON se.subscription_id = s.id AND se.endpoint_id = had.endpoint_id`;

/** Whom an event is for. A withdrawal is only for those who have something to take back. */
const WISHES: Readonly<Record<AdvisoryEvent, readonly string[]>> = {
  'advisory.published': [MATCHED],
  'advisory.updated': [MATCHED, ALERTED_BEFORE, WAITING],
  'advisory.withdrawn': [ALERTED_BEFORE],
};

/** Which alerts that still wait an event makes pointless: of these recipients, or of everybody where nothing is left to be told. */
const OVERTAKEN: Readonly<Record<AdvisoryEvent, string>> = {
  'advisory.published': 'd.revision < $4::int AND d.endpoint_id IN (SELECT r.endpoint_id FROM recipient r)',
  'advisory.updated': 'd.revision < $4::int AND d.endpoint_id IN (SELECT r.endpoint_id FROM recipient r)',
  'advisory.withdrawn': "d.event <> 'advisory.withdrawn'",
};

/** The same for what waits in a digest. */
const STALE: Readonly<Record<AdvisoryEvent, string>> = {
  'advisory.published': 'i.revision < $4::int AND i.endpoint_id IN (SELECT r.endpoint_id FROM recipient r)',
  'advisory.updated': 'i.revision < $4::int AND i.endpoint_id IN (SELECT r.endpoint_id FROM recipient r)',
  'advisory.withdrawn': "i.event <> 'advisory.withdrawn'",
};

/**
 * Before a plan that overtakes earlier alerts: waits for claims of them that are being made, so that the plan sees them and a withdrawal is
 * told to whoever gets the alert. A statement of its own, since the plan's snapshot must be younger than the locks. $1 advisory id.
 */
export const WAIT_FOR_CLAIMS = `
SELECT FROM deliveries.due q WHERE q.delivery_id IN (SELECT d.id FROM deliveries.delivery d WHERE d.advisory_id = $1) FOR UPDATE`;

/** Which of so many batches an endpoint is in. */
const batchOf = (endpoint: string, batches: string) => `abs(hashtextextended(${endpoint}::text, 0) % ${batches})`;

/**
 * The batches of an event, each with the numbers of the subscriptions that match, as text of a bigint[]: one match serves them all. All wishes of
 * one endpoint are in one batch. $1 revision id, $2 advisory id, $3 event, $4 revision number, $5 wishes in a batch.
 */
export function batchesStatement(event: AdvisoryEvent): string {
  const others = WISHES[event].filter((wishes) => wishes !== MATCHED).map((wishes) => ` + (SELECT count(*) FROM (${wishes}) w)`);
  const matched = WISHES[event].includes(MATCHED) ? '$1::uuid' : 'NULL::uuid';
  return `
WITH matched AS MATERIALIZED (
  SELECT m.subscription_number AS number, se.endpoint_id FROM subscriptions.match(${matched}) m
  CROSS JOIN LATERAL (SELECT x.endpoint_id FROM subscriptions.subscription_endpoint x WHERE x.subscription_id = m.subscription_id OFFSET 0) se
), size AS (
  SELECT greatest(1, ceil(((SELECT count(*) FROM matched)${others.join('')})::numeric / $5::int))::int AS batches
  FROM (SELECT $1::uuid, $2::uuid, $3::text, $4::int) parameters
)
SELECT b.batch, coalesce(g.numbers, '{}') AS numbers FROM size CROSS JOIN LATERAL generate_series(0, size.batches - 1) b(batch)
LEFT JOIN (
  SELECT ${batchOf('m.endpoint_id', 's.batches')} AS batch, array_agg(DISTINCT m.number)::text AS numbers FROM matched m, size s GROUP BY 1
) g ON g.batch = b.batch
ORDER BY b.batch`;
}

/**
 * One batch of one event, in one statement: wishes × endpoints × what the live account may read, written as deliveries (immediate), as what is due,
 * and as items of digests. $1 revision id, $2 advisory id, $3 event, $4 revision number, $5 readers of the revision, $6 readers of the advisory today,
 * $7 channels that its label may take, $8 urgent, $9 instant of the event, $10 seconds until an urgent alert falls back, $11 batches, $12 this batch,
 * $13 numbers of this batch's matching subscriptions.
 * What was written before is left alone, so the same event can be planned any number of times.
 */
const PLAN = `
WITH matched AS (
  SELECT unnest($13::bigint[]) AS number
), wish AS MATERIALIZED (
  SELECT w.*, coalesce(w.person_id, w.organisation_id, '00000000-0000-0000-0000-000000000000') AS wisher
  FROM ({wishes}) w
  -- A CASE, since the planner takes it for half of the rows: a bare equation is one row in 200 to it.
  WHERE CASE WHEN $11::int = 1 THEN true ELSE ${batchOf('w.endpoint_id', '$11::int')} = $12::int END
), place AS MATERIALIZED (
  SELECT e.id, e.channel, e.address, e.status, e.person_id, e.organisation_id, e.wishes_version,
    coalesce(e.person_id, e.organisation_id, '00000000-0000-0000-0000-000000000000') AS owner
  FROM (SELECT DISTINCT w.endpoint_id FROM wish w) w
  CROSS JOIN LATERAL (SELECT x.* FROM subscriptions.endpoint x WHERE x.id = w.endpoint_id OFFSET 0) e
  WHERE e.deleted_at IS NULL AND e.confirmed_at IS NOT NULL
    AND e.channel = ANY ($7::text[]) AND (e.channel = 'email' OR $3::text = ANY (e.event_types))
), account AS MATERIALIZED (
  SELECT w.wisher AS id, w.person_id, w.organisation_id FROM wish w UNION SELECT p.owner, p.person_id, p.organisation_id FROM place p
), reader AS MATERIALIZED (
  SELECT a.id FROM account a CROSS JOIN LATERAL (SELECT subscriptions.owner_keys(a.person_id, a.organisation_id) AS keys OFFSET 0) k
  WHERE k.keys && $5::text[] AND k.keys && $6::text[]
), recipient AS MATERIALIZED (
  -- One for each endpoint, however many subscriptions match; the most frequent of them decides when it is told.
  SELECT p.id AS endpoint_id, p.channel, p.person_id, p.organisation_id, p.status, p.wishes_version,
    (array_agg(w.frequency ORDER BY array_position(ARRAY['immediate', 'hourly', 'daily', 'weekly'], w.frequency)))[1] AS frequency,
    (array_agg(w.time_zone ORDER BY array_position(ARRAY['immediate', 'hourly', 'daily', 'weekly'], w.frequency)))[1] AS time_zone,
    array_agg(DISTINCT w.number) AS subscriptions
  FROM wish w JOIN place p ON p.id = w.endpoint_id
  WHERE w.wisher IN (SELECT r.id FROM reader r) AND p.owner IN (SELECT r.id FROM reader r)
  GROUP BY p.id, p.channel, p.person_id, p.organisation_id, p.status, p.wishes_version
), alert AS MATERIALIZED (
  -- A digest is a mail: a webhook is always told at once.
  SELECT * FROM recipient r WHERE r.channel = 'webhook' OR r.frequency = 'immediate'
), written AS (
  INSERT INTO deliveries.delivery (id, event, occasion, channel, endpoint_id, person_id, organisation_id, advisory_id, revision_id, revision, is_urgent,
    subscriptions, wishes_version, event_at, status, reason, finished_at)
  SELECT uuidv7(), $3::text, $4::int::text, a.channel, a.endpoint_id, a.person_id, a.organisation_id, $2::uuid, $1::uuid, $4::int, $8::boolean, a.subscriptions,
    a.wishes_version, $9::timestamptz, CASE a.status WHEN 'active' THEN 'pending' ELSE 'suppressed' END,
    CASE a.status WHEN 'active' THEN NULL ELSE 'endpoint_' || a.status END,
    CASE a.status WHEN 'active' THEN NULL ELSE now() END
  FROM alert a
  ON CONFLICT (advisory_id, endpoint_id, event, occasion) DO NOTHING
  RETURNING id, endpoint_id, channel, status
), queued AS (
  INSERT INTO deliveries.due (delivery_id, endpoint_id, destination, channel, is_urgent, fallback_due_at)
  SELECT w.id, w.endpoint_id, deliveries.destination_of(p.channel, p.address), w.channel, $8::boolean,
    CASE WHEN $8::boolean AND w.channel = 'webhook' THEN now() + interval '1 second' * $10::int END
  FROM written w JOIN place p ON p.id = w.endpoint_id WHERE w.status = 'pending'
), stale AS (
  DELETE FROM deliveries.digest_item i WHERE i.advisory_id = $2::uuid AND i.delivery_id IS NULL AND {stale}
  RETURNING i.endpoint_id, i.due_at
), collected AS (
  INSERT INTO deliveries.digest_item (endpoint_id, frequency, due_at, advisory_id, revision_id, revision, event, event_at, subscriptions, person_id, organisation_id)
  SELECT r.endpoint_id, r.frequency,
    -- A newer revision takes the place of the older one in the digest that was to carry it.
    coalesce((SELECT min(s.due_at) FROM stale s WHERE s.endpoint_id = r.endpoint_id), deliveries.window_end(r.frequency, r.time_zone, now())), $2::uuid, $1::uuid, $4::int, $3::text, $9::timestamptz, r.subscriptions, r.person_id, r.organisation_id
  FROM recipient r WHERE r.channel = 'email' AND r.frequency <> 'immediate'
  ON CONFLICT (endpoint_id, advisory_id, revision_id, event) DO NOTHING
  RETURNING 1
), overtaken AS (
  DELETE FROM deliveries.due q USING deliveries.delivery d
  WHERE q.delivery_id = d.id AND d.advisory_id = $2::uuid AND {overtaken}
  RETURNING q.delivery_id
), superseded AS (
  UPDATE deliveries.delivery d SET status = 'superseded', finished_at = now(),
    reason = CASE $3::text WHEN 'advisory.withdrawn' THEN 'withdrawn' ELSE 'newer_revision' END
  FROM overtaken o WHERE d.id = o.delivery_id
  RETURNING 1
)
SELECT (SELECT count(*) FROM alert)::int AS alerts,
  (SELECT count(*) FROM written)::int AS written,
  (SELECT count(*) FROM alert a JOIN deliveries.delivery d
    ON d.advisory_id = $2::uuid AND d.endpoint_id = a.endpoint_id AND d.event = $3::text AND d.occasion = $4::int::text)::int AS "writtenBefore",
  (SELECT count(*) FROM recipient)::int - (SELECT count(*) FROM alert)::int AS items,
  (SELECT count(*) FROM collected)::int AS collected,
  (SELECT count(*) FROM recipient r JOIN deliveries.digest_item i
    ON i.advisory_id = $2::uuid AND i.endpoint_id = r.endpoint_id AND i.revision_id = $1::uuid AND i.event = $3::text
    WHERE r.channel = 'email' AND r.frequency <> 'immediate')::int AS "collectedBefore",
  (SELECT count(*) FROM superseded)::int AS superseded`;

/** The statement that plans one batch of one event. */
export function planStatement(event: AdvisoryEvent): string {
  return PLAN.replace('{wishes}', WISHES[event].join(' UNION ALL '))
    .replace('{stale}', STALE[event])
    .replace('{overtaken}', OVERTAKEN[event]);
}
